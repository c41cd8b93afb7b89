import { always, never, type Program } from './program.ts';

/** Joins programs. Flattens, removes duplicates and constants; a single part stands for itself. */
export function connect(connective: '&' | '|', parts: Program[]): Program {
  const unique = new Map<string, Program>();
  for (const part of parts.flatMap((part) => flat(connective, part))) unique.set(JSON.stringify(part), part);
  if (unique.has(JSON.stringify(connective === '&' ? never : always))) return connective === '&' ? never : always;
  const kept = [...unique.values()];
  return kept.length === 1 ? (kept[0] as Program) : [connective, ...kept];
}

/** A nested group of the same kind dissolves; so does an empty one, the neutral element. */
function flat(connective: '&' | '|', part: Program): Program[] {
  return typeof part !== 'number' && part[0] === connective ? (part.slice(1) as Program[]) : [part];
}

/** The negation, carried to the leaves. */
export function negate(program: Program): Program {
  if (typeof program === 'number') return ['!', program];
  if (program[0] === '!') return program[1];
  return [program[0] === '&' ? '|' : '&', ...(program.slice(1) as Program[]).map(negate)];
}

/** In any of `include` (when there are any), in none of `exclude`, and `own`. */
export function audienceProgram(include: Program[], exclude: Program[], own: Program): Program {
  const included = include.length === 0 ? always : connect('|', include);
  return connect('&', [included, ...exclude.map(negate), own]);
}
