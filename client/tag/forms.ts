import { watch } from './guard.ts';
import { record } from './record.ts';

/** What no mark makes readable: passwords, cards, one-time codes. */
const secret = /^(password|file)|cc-|one-time-code|-password/;

/** Records each submission of a form of the page, with the values of inputs marked `data-usher-attribute`, and calls `then`. */
export function watchForms(then: () => unknown): void {
  watch('submit', ({ target }: Event) => {
    const form = target as HTMLFormElement;
    const fields: Record<string, unknown> = {};
    for (const field of form.querySelectorAll<HTMLInputElement>('[data-usher-attribute]')) {
      const name = field.dataset.usherAttribute ?? '';
      const value = readField(field);
      // Ticked boxes of one name are a list.
      if (Array.isArray(value)) fields[name] = value.concat((fields[name] as string[] | undefined) ?? []);
      else if (value) fields[name] = value;
    }
    // Attributes, because an input may be called "id" or "name".
    const name = form.getAttribute('id') ?? form.getAttribute('name');
    record('form_submit', { form: name ?? '', path: location.pathname, fields });
    return then();
  });
}

/** As text, number or list; nothing for what is empty, not ticked, or secret. */
function readField(field: HTMLInputElement): unknown {
  const { type, value, checked, autocomplete, valueAsNumber } = field;
  if (secret.test(`${type} ${autocomplete}`) || (/^(checkbox|radio)$/.test(type) && !checked)) return;
  if (type === 'checkbox') return [value];
  if (type === 'number') return valueAsNumber;
  const { selectedOptions } = field as unknown as HTMLSelectElement;
  return type === 'select-multiple' ? Array.from(selectedOptions, (option) => option.value) : value.trim();
}
