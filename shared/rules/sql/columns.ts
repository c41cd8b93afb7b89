import { type ColumnFact, type FactLayout, factKey } from '../../profile/fact-column.ts';
import { seriesKind } from '../../profile/measure.ts';
import { comparedAs } from '../../schema/attribute.ts';
import type { MeasureDraft } from '../measure-of.ts';
import type { Predicate } from '../program.ts';
import type { Vocabulary } from '../vocabulary.ts';

/** Where facts are found: attribute types of the site, measures of its rules. */
export interface FactSources {
  attributes: Vocabulary['attributes'];
  measures: ReadonlyMap<string, Pick<MeasureDraft, 'property'>>;
}

/** The column fact of an attribute; null for one that the site does not define. */
export function attributeFact(name: string, { attributes }: Pick<FactSources, 'attributes'>): ColumnFact | null {
  const definition = attributes.get(name);
  return definition ? ['attribute', name, comparedAs(definition.type)] : null;
}

export function seriesFact(measure: string, { measures }: Pick<FactSources, 'measures'>): ColumnFact | null {
  const found = measures.get(measure);
  return found ? ['series', measure, seriesKind(found)] : null;
}

/** The facts that SQL asks for a predicate. */
export function factsOfPredicate(predicate: Predicate, sources: FactSources): ColumnFact[] {
  const attribute = (name: string) => attributeFact(name, sources);
  const series = (measure: string) => seriesFact(measure, sources);
  return factsAsked(predicate, { attribute, series }).filter((fact) => fact !== null);
}

function factsAsked(
  predicate: Predicate,
  { attribute, series }: Record<'attribute' | 'series', (name: string) => ColumnFact | null>,
): (ColumnFact | null)[] {
  switch (predicate[0]) {
    case 'attribute':
    case 'date':
      return [attribute(predicate[1])];
    case 'updated':
      return [attribute(predicate[1]), ['said', predicate[1]]];
    case 'visit':
      return predicate[1] === 'visitor' ? [attribute('sessions')] : [];
    case 'count':
    case 'sessionCount':
    case 'aggregate':
    case 'time':
      return [series(predicate[1])];
    case 'sequence': {
      const { steps, butNot } = predicate[1];
      return [...steps, ...(butNot ? [butNot[0]] : [])].map(series);
    }
    case 'live':
    case 'bucket':
    case 'list':
      return [];
  }
}

/** Names of columns by fact. */
export class Columns {
  private readonly names = new Map<string, string>();
  /** The newest column that was asked for: rows written before lack it. Bundle version. */
  since = 0;
  private readonly layout: FactLayout;

  constructor(layout: FactLayout) {
    this.layout = layout;
    for (const [slot, column] of layout.entries()) if (column) this.names.set(factKey(column.fact), `c${slot}`);
  }

  /** The column of a fact, or null when it has none. */
  of(fact: ColumnFact | null): string | null {
    const name = fact && this.names.get(factKey(fact));
    if (!name) return null;
    this.since = Math.max(this.since, this.layout[Number(name.slice(1))]?.since ?? 0);
    return name;
  }
}
