import { watch } from './guard.ts';
import { record } from './record.ts';

/** What no mark makes readable, by type or autofill: passwords, files, cards, one-time codes. */
const secret = /password|file|cc-|one-time/;

type Field = HTMLInputElement & { selectedOptions?: HTMLInputElement[] };

/** Records each submission of a form of the page, with the values of inputs marked `data-usher-attribute`, and calls `then`. */
export function watchForms(then: () => unknown): void {
  watch('submit', (event) => {
    const form = event.target as HTMLFormElement;
    const fields: Record<string, unknown> = {};
    for (const field of form.querySelectorAll<Field>('[data-usher-attribute]')) {
      const { type, selectedOptions = [field] } = field;
      const name = field.dataset.usherAttribute as string;
      const values = [...selectedOptions].map((option) => option.value.trim());
      if (secret.test(type + field.autocomplete) || (/box|radio/.test(type) && !field.checked)) continue;
      // Ticked boxes of one name are a list too.
      if (/box|multiple/.test(type)) fields[name] = values.concat((fields[name] as string[]) ?? []);
      else if (values[0]) fields[name] = type === 'number' ? +values[0] : values[0];
    }
    // Attributes, because an input may be called "id" or "name".
    const name = form.getAttribute('id') ?? form.getAttribute('name');
    record('form_submit', { form: name, path: location.pathname, fields });
    return then();
  });
}
