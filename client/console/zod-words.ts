import * as z from 'zod';
import { words } from './words.ts';

/** Faults of a shape in words that say what to do, for those who fill in forms. */
z.config({
  customError: (issue) => {
    switch (issue.code) {
      case 'invalid_type':
        if (issue.expected === 'number' || issue.expected === 'int') return words.form.badNumber;
        return words.form.required;
      case 'too_small':
        return issue.origin === 'number' ? words.form.tooFew : words.form.required;
      case 'too_big':
        return words.form.tooMany;
      case 'invalid_format':
        return words.form.badForm;
      default:
        return undefined;
    }
  },
});

/** The errors of `@mantine/form` for values against a schema: the path of each field and what to do. */
export function formErrors(schema: z.ZodType, value: unknown): Record<string, string> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return {};
  return Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
}
