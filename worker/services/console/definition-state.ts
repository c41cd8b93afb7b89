import type { Rule } from '../../../shared/rules/rule.ts';
import type { DefinitionKind, StoredDefinition } from '../../stores/definitions.ts';

/** `draft`: never published. `changed`: published, and edited since. */
export type DefinitionState = 'draft' | 'published' | 'changed';

/** Both sides were written by the same schema, which fixes the order of keys, so their text can be compared. */
export function definitionState(definition: StoredDefinition<DefinitionKind>): DefinitionState {
  if (definition.published === null) return 'draft';
  return JSON.stringify(definition.published) === JSON.stringify(definition.draft) ? 'published' : 'changed';
}

/** A rule with a condition on the open page or cart has no stored members, so it cannot be counted. */
export function isLive(rule: Rule): boolean {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.rules.some(isLive);
    case 'not':
      return isLive(rule.rule);
    case 'page':
    case 'cart':
      return true;
    case 'attribute':
    case 'event':
      return false;
  }
}
