import type { AttributeDefinition } from '../schema/attribute.ts';
import type { Rule } from './rule.ts';

/** What a site's rules may speak of. */
export interface Vocabulary {
  attributes: ReadonlyMap<string, AttributeDefinition>;
  /** ISO 4217; amounts in rules are its minor units. */
  currency: string;
  /** IANA name. */
  timeZone: string;
  /** The site's segments by id. Absent where only the shape of a rule is looked at: then any id will do. */
  segments?: ReadonlyMap<string, NamedRule>;
}

/** Name of the static segment with this ordinal; undefined when the site has none, or its segments are not known. */
export function listName(ordinal: number, { segments }: Pick<Vocabulary, 'segments'>): string | undefined {
  for (const { name, rule } of segments?.values() ?? []) {
    if (rule.kind === 'list' && rule.list === ordinal) return name;
  }
  return undefined;
}

export interface NamedRule {
  name: string;
  rule: Rule;
}
