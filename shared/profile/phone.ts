import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { Event, PropertyValue } from '../schema/event.ts';

/**
 * A phone number in E.164, or the text as it was where it is no number that could be dialled. A number without a country code is
 * read as one of `country` (ISO 3166-1 alpha-2).
 */
export function toE164(text: string, country: string | undefined): string {
  const region = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(text, region as CountryCode | undefined);
  return parsed?.isPossible() ? parsed.number : text;
}

/** An event with the phone that was typed into it, as an attribute or a field, in E.164. */
export function withPhones(event: Event, country: string | undefined): Event {
  const key = event.name === 'identify' ? 'attributes' : 'fields';
  const said = event.properties[key];
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return event;
  const { phone } = said as Record<string, PropertyValue>;
  if (typeof phone !== 'string' || phone === '') return event;
  return { ...event, properties: { ...event.properties, [key]: { ...said, phone: toE164(phone, country) } } };
}
