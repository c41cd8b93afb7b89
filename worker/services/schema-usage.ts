import type { Rule } from '../../shared/rules/rule.ts';
import type { StoredDefinition } from '../stores/definitions.ts';

/** A segment or campaign whose rule names something. */
export interface SchemaUser {
  kind: 'segment' | 'campaign';
  id: string;
  name: string;
}

interface Definitions {
  segments: readonly StoredDefinition<'segment'>[];
  campaigns: readonly StoredDefinition<'campaign'>[];
}

/** Who names which attribute and which event, as edited or as published; campaigns also by the fields of their forms. */
export function schemaUsage({ segments, campaigns }: Definitions): {
  attributes: Map<string, SchemaUser[]>;
  events: Map<string, SchemaUser[]>;
} {
  const attributes = new Map<string, SchemaUser[]>();
  const events = new Map<string, SchemaUser[]>();
  const note = (user: SchemaUser, versions: readonly unknown[]) => {
    const names = namesIn(versions);
    for (const name of names.attributes) attributes.set(name, [...(attributes.get(name) ?? []), user]);
    for (const name of names.events) events.set(name, [...(events.get(name) ?? []), user]);
  };
  for (const { id, draft, published } of segments) {
    note({ kind: 'segment', id, name: draft.name }, [draft.rule, published?.rule]);
  }
  for (const { id, draft, published } of campaigns) {
    note({ kind: 'campaign', id, name: draft.name }, [draft, published]);
  }
  return { attributes, events };
}

/** Rules and forms are JSON, and name attributes and events under these keys wherever they nest. */
function namesIn(versions: readonly unknown[]): { attributes: Set<string>; events: Set<string> } {
  const attributes = new Set<string>();
  const events = new Set<string>();
  JSON.stringify(versions, (key: keyof Rule | 'attribute' | 'event' | string, value: unknown) => {
    if (typeof value === 'string' && key === 'attribute') attributes.add(value);
    if (typeof value === 'string' && key === 'event') events.add(value);
    return value;
  });
  return { attributes, events };
}
