import type { AttributeDefinition } from '../schema/attribute.ts';

/** What a site's rules may speak of. */
export interface Vocabulary {
  attributes: ReadonlyMap<string, AttributeDefinition>;
  /** ISO 4217; amounts in rules are its minor units. */
  currency: string;
  /** IANA name. */
  timeZone: string;
}
