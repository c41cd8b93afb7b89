import { builtInAttributes } from '../../shared/profile/built-in-attributes.ts';
import type { Vocabulary } from '../../shared/rules/vocabulary.ts';
import type { AttributeDefinition } from '../../shared/schema/attribute.ts';
import type { PropertyType } from '../../shared/schema/event-definition.ts';
import type { Site } from '../../shared/schema/site.ts';
import type { Definitions } from '../stores/definitions.ts';

/** What a site's rules may speak of: the built-in attributes, its own, and those that arrived without being declared. */
export async function vocabularyOf(definitions: Definitions, site: Site): Promise<Vocabulary> {
  const [own, seen] = await Promise.all([definitions.list('attribute'), definitions.seenNames()]);
  const declared = [...builtInAttributes, ...own.map(({ draft }) => draft)];
  const names = new Set(declared.map(({ name }) => name));
  const undeclared = seen.flatMap(({ kind, name, type }) =>
    kind === 'attribute' && !names.has(name) ? undeclaredAttribute(name, type) : [],
  );
  // Last named, first laid out in columns: the site's own, then the built-in ones, then whatever else arrived.
  const all = [...undeclared, ...declared];
  return {
    attributes: new Map(all.map((definition) => [definition.name, definition])),
    currency: site.currency,
    timeZone: site.timeZone,
  };
}

/** As its first value was. */
export function undeclaredAttribute(name: string, type: PropertyType | null): AttributeDefinition {
  const asType = type === 'number' ? 'number' : type === 'list' || type === 'flag' ? 'multiSelect' : 'shortText';
  return { name, label: name, group: 'other', type: asType, purpose: 'personalisation', writtenBy: 'visitor' };
}
