import { no, yes } from './truth.ts';

/**
 * Steps of plans as one number each: the id of the predicate, below it ten bits of skip, below those the answer that leads to the next
 * step. So many ids, a million, are in no bundle, and no rule has so many conditions. Of the two ends nothing is asked: no answer.
 */
const skipBits = 10;
const answerBits = 2;

/** The answer of a step, 0 of an end. */
export const answerMask = (1 << answerBits) - 1;

/** What a step is shifted by (`>>>`) for its id. */
export const idShift = skipBits + answerBits;

export const ends = { holds: 0, fails: 1 << answerBits };

/** The step of a literal, from its place in the table and the skip of its plan. */
export function stepOf(literal: number, skip: number, idOf: Int32Array): number {
  const id = idOf[literal < 0 ? ~literal : literal] as number;
  return ((id << idShift) | (skip << answerBits) | (literal < 0 ? no : yes)) >>> 0;
}

const skipMask = (1 << skipBits) - 1;

/** How far the next step is. */
export function nextStep(step: number, answer: number): number {
  return (answer & step) === 0 ? (step >>> answerBits) & skipMask : 1;
}
