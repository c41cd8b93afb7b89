import { builtInAttributes } from '../../shared/profile/built-in-attributes.ts';
import type { AttributeDefinition } from '../../shared/schema/attribute.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import type { Fault } from '../../shared/schema/problem.ts';
import { ProblemError } from '../middleware/problem.ts';
import { Definitions } from '../stores/definitions.ts';
import { type SchemaUser, schemaUsage } from './schema-usage.ts';
import { undeclaredAttribute } from './vocabulary.ts';

/** `builtIn`: every site has it. `own`: declared. `undeclared`: it arrived, and nobody declared it. */
export interface ListedAttribute {
  definition: AttributeDefinition;
  origin: 'builtIn' | 'own' | 'undeclared';
  /** Send it back when saving; null for what cannot be edited. */
  revision: number | null;
  usedBy: SchemaUser[];
}

/** Attributes of one site. */
export class SchemaAttributes {
  private readonly definitions: Definitions;

  constructor(db: D1Database, site: SiteId) {
    this.definitions = new Definitions(db, site);
  }

  async list(): Promise<ListedAttribute[]> {
    const [own, seen, segments, campaigns] = await Promise.all([
      this.definitions.list('attribute'),
      this.definitions.seenNames(),
      this.definitions.list('segment'),
      this.definitions.list('campaign'),
    ]);
    const usage = schemaUsage({ segments, campaigns }).attributes;
    const declared = new Set([...builtInAttributes, ...own.map(({ draft }) => draft)].map(({ name }) => name));
    const listed = (definition: AttributeDefinition, origin: ListedAttribute['origin'], revision: number | null) => ({
      definition,
      origin,
      revision,
      usedBy: usage.get(definition.name) ?? [],
    });
    return [
      ...builtInAttributes.map((definition) => listed(definition, 'builtIn', null)),
      ...own.map(({ draft, revision }) => listed(draft, 'own', revision)),
      ...seen.flatMap(({ kind, name, type }) =>
        kind === 'attribute' && !declared.has(name) ? listed(undeclaredAttribute(name, type), 'undeclared', null) : [],
      ),
    ];
  }

  /** Declares an attribute. Throws `in-use` when there is one of the name. */
  async declare(definition: AttributeDefinition, now: number): Promise<void> {
    refuseFaults(definition);
    const isBuiltIn = builtInAttributes.some(({ name }) => name === definition.name);
    if (isBuiltIn || !(await this.definitions.create('attribute', definition.name, definition, now))) {
      throw new ProblemError('in-use', `there is an attribute "${definition.name}": choose another name`);
    }
  }

  /** Changes a declaration, but for its name; answers what it was. A type that rules rest on stays. Throws `not-found`, `in-use`, `conflict`. */
  async change(
    definition: AttributeDefinition,
    { revision, now }: { revision: number; now: number },
  ): Promise<AttributeDefinition> {
    refuseFaults(definition);
    const { name } = definition;
    const stored = await this.definitions.get('attribute', name);
    if (!stored) throw new ProblemError('not-found', 'this site declares no such attribute');
    if (stored.draft.type !== definition.type) await this.refuseInUse(name, 'its type stays as it is');
    if (!(await this.definitions.saveDraft('attribute', definition, { id: name, revision, now }))) {
      throw new ProblemError('conflict', 'somebody else changed it meanwhile: look again');
    }
    return stored.draft;
  }

  /** Takes a declaration back; values stay on profiles. Throws `not-found`, `in-use`. */
  async remove(name: string): Promise<void> {
    await this.refuseInUse(name, 'take it out there first');
    if (!(await this.definitions.forget('attribute', name))) {
      throw new ProblemError('not-found', 'this site declares no such attribute');
    }
  }

  private async refuseInUse(name: string, cure: string): Promise<void> {
    const used = (await this.list()).find(({ definition }) => definition.name === name)?.usedBy ?? [];
    if (used.length === 0) return;
    throw new ProblemError('in-use', `used by ${used.map((user) => `“${user.name}”`).join(', ')}: ${cure}`);
  }
}

const chosen: readonly AttributeDefinition['type'][] = ['radio', 'singleSelect', 'multiSelect', 'checkboxes'];

function refuseFaults(definition: AttributeDefinition): void {
  const fault = faultOf(definition);
  if (fault) throw new ProblemError('invalid-request', undefined, [fault]);
}

function faultOf({ type, options = [], writtenBy }: AttributeDefinition): Fault | null {
  if (writtenBy === 'reducer' || writtenBy === 'request') {
    return { pointer: '/writtenBy', detail: 'an attribute of your own is written by visitors or by the server' };
  }
  if (!chosen.includes(type) && options.length > 0) return { pointer: '/options', detail: `a ${type} has no options` };
  const values = options.map(({ value }) => value);
  const twin = values.findIndex((value, index) => values.indexOf(value) !== index);
  return twin < 0 ? null : { pointer: `/options/${twin}/value`, detail: `"${values[twin]}" stands twice` };
}
