import type { Rule } from '../rules/rule.ts';
import type { NamedRule } from '../rules/vocabulary.ts';
import type { Fault } from '../schema/problem.ts';

/** Conditions of a rule with the segments it names written out. */
export const maxWrittenOutConditions = 1_000;

/** A segment named in a rule, and where. */
interface Reference {
  segment: string;
  pointer: string;
}

/**
 * What is wrong with the segments that a rule names: one that leads back to `own`, with the path of names; too much in all.
 * Ids that do not exist are for `check` to refuse.
 */
export function segmentFaults(
  rule: Rule,
  { segments, own, pointer }: { segments: ReadonlyMap<string, NamedRule>; own?: string; pointer: string },
): Fault[] {
  const faults: Fault[] = [];
  const clean = new Set<string>();
  for (const reference of referencesIn(rule, pointer)) {
    const path = cycleFrom(reference.segment, { segments, clean, seen: own === undefined ? [] : [own] });
    if (!path) continue;
    const names = path.map((id) => `"${segments.get(id)?.name ?? id}"`).join(' → ');
    faults.push({
      pointer: `${reference.pointer}/segment`,
      detail: `it leads back to itself: ${names}; break the circle`,
    });
  }
  if (faults.length > 0) return faults;
  const count = countConditions(rule, segments, new Map());
  if (count > maxWrittenOutConditions) {
    const detail = `${count} conditions with its segments written out: at most ${maxWrittenOutConditions}`;
    faults.push({ pointer, detail });
  }
  return faults;
}

/** All segments that a rule names itself. */
export function referencesIn(rule: Rule, pointer: string): Reference[] {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.rules.flatMap((part, index) => referencesIn(part, `${pointer}/rules/${index}`));
    case 'not':
      return referencesIn(rule.rule, `${pointer}/rule`);
    case 'segment':
      return [{ segment: rule.segment, pointer }];
    default:
      return [];
  }
}

/** The path of ids from the first one seen back to itself; null when there is none. */
function cycleFrom(
  id: string,
  { segments, clean, seen }: { segments: ReadonlyMap<string, NamedRule>; clean: Set<string>; seen: readonly string[] },
): string[] | null {
  if (clean.has(id)) return null;
  if (seen.includes(id)) return [...seen.slice(seen.indexOf(id)), id];
  const named = segments.get(id);
  if (!named) return null;
  for (const { segment } of referencesIn(named.rule, '')) {
    const path = cycleFrom(segment, { segments, clean, seen: [...seen, id] });
    if (path) return path;
  }
  clean.add(id);
  return null;
}

function countConditions(rule: Rule, segments: ReadonlyMap<string, NamedRule>, counted: Map<string, number>): number {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return rule.rules.reduce((sum, part) => sum + countConditions(part, segments, counted), 0);
    case 'not':
      return countConditions(rule.rule, segments, counted);
    case 'segment': {
      const known = counted.get(rule.segment);
      if (known !== undefined) return known;
      const named = segments.get(rule.segment);
      const count = named ? countConditions(named.rule, segments, counted) : 1;
      counted.set(rule.segment, count);
      return count;
    }
    default:
      return 1;
  }
}
