import type { DefinitionKind, StoredDefinition } from '../../stores/definitions.ts';

/** `draft`: never published. `changed`: published, and edited since. */
export type DefinitionState = 'draft' | 'published' | 'changed';

/** Both sides were written by the same schema, which fixes the order of keys, so their text can be compared. */
export function definitionState(definition: StoredDefinition<DefinitionKind>): DefinitionState {
  if (definition.published === null) return 'draft';
  return JSON.stringify(definition.published) === JSON.stringify(definition.draft) ? 'published' : 'changed';
}
