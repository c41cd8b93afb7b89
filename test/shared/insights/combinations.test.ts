import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { combinationsOf, type Overlap } from '../../../shared/insights/combinations.ts';

const names = ['a', 'b', 'c', 'd'];

interface Person {
  /** Which of the segments, as bits. */
  inside: number;
  identified: boolean;
}

const people = fc.array(fc.record<Person>({ inside: fc.nat(15), identified: fc.boolean() }), { maxLength: 60 });
const isIn = (bits: number, segment: string) => ((bits >> names.indexOf(segment)) & 1) === 1;

function overlapsOf(segments: readonly string[], all: readonly Person[]): Overlap[] {
  return Array.from({ length: 2 ** segments.length - 1 }, (_, index) => {
    const chosen = segments.filter((_segment, place) => ((index + 1) >> place) & 1);
    const own = all.filter(({ inside }) => chosen.every((segment) => isIn(inside, segment)));
    return { segments: chosen, total: own.length, identified: own.filter(({ identified }) => identified).length };
  });
}

it('each person of random sets is counted in exactly one combination, the one they are in', () => {
  fc.assert(
    fc.property(people, fc.integer({ min: 2, max: 4 }), (all, count) => {
      const segments = names.slice(0, count);
      const combinations = combinationsOf(segments, overlapsOf(segments, all));
      expect(combinations).toHaveLength(2 ** count - 1);
      for (const { inside, outside, total, identified } of combinations) {
        expect([...inside, ...outside].sort()).toEqual(segments);
        const own = all.filter(
          (person) =>
            inside.every((segment) => isIn(person.inside, segment)) &&
            outside.every((segment) => !isIn(person.inside, segment)),
        );
        expect(total).toBe(own.length);
        expect(identified).toBe(own.filter((person) => person.identified).length);
      }
    }),
  );
});
