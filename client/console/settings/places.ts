import { formatCountry } from '../formats.ts';

/** Countries where the law asks for consent first: the European Economic Area, the United Kingdom and Switzerland. */
export const consentCountries: readonly string[] =
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' ');

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Every country the browser has a name for, by name; codes of countries that were are left out. */
export function countryChoices(): { value: string; label: string }[] {
  const codes = [...letters].flatMap((first) => [...letters].map((second) => first + second));
  return codes
    .filter(
      (code) => formatCountry(code) !== code && new Intl.Locale(`und-${code}`).region === code && !isNoCountry(code),
    )
    .map((value) => ({ value, label: formatCountry(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

/** What `Intl` names beside countries: unions, and codes for what is unknown or pretended. */
function isNoCountry(code: string): boolean {
  return ['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'].includes(code);
}

/** Currencies by code, with their names. */
export function currencyChoices(): { value: string; label: string }[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  return Intl.supportedValuesOf('currency').map((value) => ({ value, label: `${value}, ${names.of(value)}` }));
}

/** Time zones by name; the one in force is among them even where the browser calls it otherwise. */
export function timeZoneChoices(inForce: string): string[] {
  return [...new Set([inForce, 'UTC', ...Intl.supportedValuesOf('timeZone')])];
}
