import type { Fault } from '../../../shared/schema/problem.ts';

/** Of `@mantine/form`, what errors are shown by. */
export interface ErrorForm {
  setErrors: (errors: Record<string, string>) => void;
  getInputNode: (path: string) => HTMLElement | null;
}

/** Shows what the server refused beside the fields it names, and goes to the first of them. What names no field stays at the foot. */
export function showErrors(form: ErrorForm, faults: readonly Fault[]): void {
  const errors = Object.fromEntries(faults.map(({ pointer, detail }) => [fieldPath(pointer), detail]));
  form.setErrors(errors);
  const fields = Object.keys(errors).map(form.getInputNode);
  fields.find((field) => field !== null)?.focus();
}

/** `/draft/caps/0/max` is the field `caps.0.max`. */
function fieldPath(pointer: string): string {
  return pointer
    .replace(/^\/(draft|definition)(?=\/)/, '')
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');
}
