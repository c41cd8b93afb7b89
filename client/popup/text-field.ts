import { maxLongTextBytes, maxStringBytes } from '../../shared/schema/limits.ts';
import type { FormField } from '../../shared/schema/promotion.ts';
import { createElement } from './create-element.ts';
import { type Control, type RenderedField, withMessage } from './rendered-field.ts';

/** A UTF-16 unit is at most three bytes of UTF-8; `maxLength` drops the fraction. */
const bytesPerUnit = 3;

/** What browsers fill in by themselves (WCAG 1.3.5), by the usual attribute names. */
const autofillByAttribute: Record<string, AutoFill> = {
  name: 'name',
  first_name: 'given-name',
  last_name: 'family-name',
};

function createControl({ type, input = 'text', attribute, options = [] }: FormField): Control {
  if (type === 'longText') return createElement('textarea', { rows: 3, maxLength: maxLongTextBytes / bytesPerUnit });
  if (type === 'singleSelect')
    return createElement(
      'select',
      {},
      new Option('', ''),
      ...options.map(({ value, label }) => new Option(label, value)),
    );
  // An attribute that means nothing to a type of input is ignored there.
  return createElement('input', {
    type: type === 'shortText' ? input : type,
    step: 'any',
    max: '9999-12-31',
    maxLength: maxStringBytes / bytesPerUnit,
    autocomplete: input === 'text' ? (autofillByAttribute[attribute] ?? '') : input,
  });
}

/** A labelled control whose value is text, a number or an ISO date. */
export function renderText(field: FormField): RenderedField {
  const { type, required, label } = field;
  const control = createControl(field);
  control.required = required;
  const text = createElement('span', { className: required ? 'required' : '' }, label);
  return withMessage(createElement('label', {}, text, control), control, () => {
    const value = control.value.trim();
    return value && type === 'number' ? +value : value || undefined;
  });
}
