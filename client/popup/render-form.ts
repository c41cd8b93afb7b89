import type { Block, ConsentField, FormField } from '../../shared/schema/promotion.ts';
import { renderChoice } from './choice-field.ts';
import { createElement } from './create-element.ts';
import type { PopupEvent } from './popup-event.ts';
import type { RenderedField } from './rendered-field.ts';
import { renderText } from './text-field.ts';

type Submitted = Extract<PopupEvent, { kind: 'submitted' }>;

/** The control a field asks for. `undefined` for a choice without options. */
function renderField(field: FormField | ConsentField): RenderedField | undefined {
  const { required } = field;
  if (field.kind === 'consent')
    return renderChoice({ name: '', type: 'checkbox', required, options: [{ value: 'granted', label: field.text }] });
  const { type, label, options = [] } = field;
  switch (type) {
    case 'radio':
    case 'checkboxes':
    case 'multiSelect': {
      const isLone = type === 'checkboxes' && !options[1];
      return renderChoice({
        name: field.attribute,
        type: type === 'radio' ? type : 'checkbox',
        required,
        options: isLone ? options.map(({ value }) => ({ value, label })) : options,
        legend: !isLone && label,
        className: type,
      });
    }
    default:
      return renderText(field);
  }
}

/**
 * A form that answers only when the browser finds every control valid; else each bad one gets the browser's message
 * and the first of them the focus. Unanswered fields are left out; every consent box is reported, ticked or not.
 */
export function renderForm(
  { fields, submit }: Extract<Block, { kind: 'form' }>,
  onSubmitted: (event: Submitted) => void,
): HTMLElement {
  const rendered = fields.flatMap((field) => {
    const shown = renderField(field);
    return shown ? [{ field, ...shown }] : [];
  });
  const onsubmit = (event: Event) => {
    event.preventDefault();
    const bad = rendered.filter(({ control }) => !control.checkValidity())[0];
    if (bad) return bad.control.focus();
    const submitted: Submitted = { kind: 'submitted', fields: {}, consents: [] };
    for (const { field, read } of rendered) {
      const value = read();
      if (field.kind === 'consent')
        submitted.consents.push({ purpose: field.purpose, text: field.text, granted: !!value });
      else if (value !== undefined) submitted.fields[field.attribute] = value;
    }
    onSubmitted(submitted);
  };
  return createElement(
    'form',
    { noValidate: true, onsubmit },
    ...rendered.map(({ node }) => node),
    createElement('button', { className: 'button' }, submit),
  );
}
