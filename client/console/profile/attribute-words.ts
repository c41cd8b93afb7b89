import type { AttributeDefinition } from '../../../shared/schema/attribute.ts';
import type { ProfilePage } from '../api.ts';
import { formatCountry, formatList, formatMoment, formatMoney, formatNumber } from '../formats.ts';

/** The value of an attribute as a marketer reads it. */
export function attributeWords(
  value: ProfilePage['attributes'][string],
  definition: AttributeDefinition,
  { currency, timeZone }: { currency: string; timeZone: string },
): string {
  const labelOf = (choice: string) => definition.options?.find((option) => option.value === choice)?.label ?? choice;
  if (Array.isArray(value)) return formatList(value.map(labelOf), 'conjunction');
  if (typeof value === 'string') return definition.name === 'country' ? formatCountry(value) : labelOf(value);
  if (definition.money) return formatMoney(value, currency);
  if (definition.type === 'date') return formatMoment(value, timeZone);
  return formatNumber(value);
}
