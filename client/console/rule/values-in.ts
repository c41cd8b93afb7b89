import type { AttributeOption } from '../../../shared/schema/attribute.ts';

/** What stands between the values of a list that is typed or pasted. */
export const splitChars = [',', ';', '\n', '\r', '\t'];

/** The values of a pasted list, in its order, each once; with options those of them that it names by value or label. */
export function valuesIn(text: string, options?: readonly AttributeOption[]): string[] {
  const named = text.split(/[,;\n\r\t]/).map((part) => part.trim());
  const found = options ? named.flatMap((part) => optionOf(part, options)) : named.filter((part) => part !== '');
  return [...new Set(found)];
}

function optionOf(text: string, options: readonly AttributeOption[]): string[] {
  const wanted = text.toLowerCase();
  const option = options.find(({ value, label }) => value.toLowerCase() === wanted || label.toLowerCase() === wanted);
  return option ? [option.value] : [];
}
