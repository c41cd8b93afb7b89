import type { AttributeOption } from '../../shared/schema/attribute.ts';
import { createElement } from './create-element.ts';
import { type RenderedField, withMessage } from './rendered-field.ts';

interface Choice {
  /** Groups radio buttons within their form. */
  name: string;
  type: 'radio' | 'checkbox';
  options: readonly AttributeOption[];
  required: boolean;
  /** Absent for a lone box, whose own text says it all. */
  legend?: string | false;
  className?: string;
}

/** Radio buttons or boxes. `undefined` without options: there is nothing to answer. */
export function renderChoice({
  name,
  type,
  options,
  required,
  legend,
  className = '',
}: Choice): RenderedField | undefined {
  const mark = required ? 'required' : '';
  const boxes = options.map(({ value }) => createElement('input', { type, name, value }));
  const first = boxes[0];
  if (!first) return;
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  // The first box stands for the group: it is required for as long as none is ticked.
  const oninput = () => {
    first.required = required && !chosen()[0];
  };
  oninput();
  const node = createElement(
    legend ? 'fieldset' : 'div',
    { className, oninput },
    ...(legend ? [createElement('legend', { className: mark }, legend)] : []),
    ...boxes.map((box, index) =>
      createElement(
        'label',
        { className: 'option' },
        box,
        createElement('span', { className: legend ? '' : mark }, options[index]?.label ?? ''),
      ),
    ),
  );
  return withMessage(node, first, () => (type === 'radio' ? chosen()[0] : chosen()[0] && chosen()));
}
