import { type ColumnFact, type FactColumn, type FactLayout, factKey, maxFactColumns } from '../profile/fact-column.ts';
import type { Predicate } from '../rules/program.ts';
import { attributeFact, type FactSources, factsOfPredicate } from '../rules/sql/columns.ts';

/**
 * Which facts have a column: those that rules ask for, then attributes, as far as the columns go. A fact keeps the column it has in
 * the layout in force; without a column, counting reads the profiles themselves.
 */
export function layOutFacts(
  { predicates, sources, version }: { predicates: readonly Predicate[]; sources: FactSources; version: number },
  inForce: FactLayout,
): FactLayout {
  const wanted = new Map<string, ColumnFact>();
  const want = (fact: ColumnFact) => {
    if (wanted.size < maxFactColumns) wanted.set(factKey(fact), fact);
  };
  for (const predicate of predicates) for (const fact of factsOfPredicate(predicate, sources)) want(fact);
  // Named last are those that are asked for most: the site's own.
  for (const name of [...sources.attributes.keys()].reverse()) {
    const fact = attributeFact(name, sources);
    if (fact) want(fact);
  }
  const layout: (FactColumn | null)[] = inForce.map((column) => {
    const isKept = column !== null && wanted.delete(factKey(column.fact));
    return isKept ? column : null;
  });
  for (const fact of wanted.values()) {
    const free = layout.indexOf(null);
    layout[free < 0 ? layout.length : free] = { fact, since: version };
  }
  return layout;
}
