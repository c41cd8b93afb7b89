import { type LinkedBundle, link } from '../rules/link.ts';
import type { Predicate, Program } from '../rules/program.ts';
import type { Bundle } from '../schema/bundle.ts';
import { coldMeasures } from './warming.ts';

const parts = new WeakMap<LinkedBundle, Map<number, LinkedBundle>>();

/**
 * The bundle as a profile can be asked whose series are complete up to bundle version `warm`: without the measures it does not count
 * yet. A rule that asks for one of those is unsupported, so that neither it nor its negation matches on half a count.
 */
export function warmPart(linked: LinkedBundle, warm: number): LinkedBundle {
  const { bundle } = linked;
  const cold = coldMeasures(bundle.measures, warm);
  if (cold.length === 0) return linked;
  const known = parts.get(linked) ?? new Map<number, LinkedBundle>();
  parts.set(linked, known);
  const part =
    known.get(cold.length) ?? link({ ...bundle, measures: bundle.measures.filter(({ since }) => since <= warm) });
  known.set(cold.length, part);
  return part;
}

const newest = new WeakMap<Bundle, ReadonlyMap<Program, number>>();

/** The bundle version from which on the answer of a segment's program is whole: when the newest measure it asks for came. */
export function wholeSince(program: Program, bundle: Bundle): number {
  let known = newest.get(bundle);
  if (!known) {
    const since = new Map(bundle.measures.map((measure) => [measure.id, measure.since]));
    const newestOf = (part: Program): number =>
      typeof part === 'number'
        ? Math.max(0, ...measuresOf(bundle.predicates[part]).map((id) => since.get(id) ?? 0))
        : Math.max(0, ...(part.slice(1) as Program[]).map(newestOf));
    known = new Map(bundle.segments.map((segment) => [segment.program, newestOf(segment.program)]));
    newest.set(bundle, known);
  }
  return known.get(program) ?? 0;
}

function measuresOf(predicate: Predicate | undefined): readonly string[] {
  switch (predicate?.[0]) {
    case 'count':
    case 'sessionCount':
    case 'aggregate':
    case 'time':
      return [predicate[1]];
    case 'sequence': {
      const { steps, butNot } = predicate[1];
      return butNot ? [...steps, butNot[0]] : steps;
    }
    default:
      return [];
  }
}
