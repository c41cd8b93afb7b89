import { isSeries } from '../profile/series.ts';
import { countSince, nthLatest } from '../profile/series-statistics.ts';
import type { Purpose } from '../schema/attribute.ts';
import { type AttributeTest, attributeTest } from './attribute-test.ts';
import { behaviourPurpose, type RuleTable } from './evaluation.ts';
import type { FactLayout } from './fact-layout.ts';
import { foldedOnce } from './folded-once.ts';
import { type Moment, nobody } from './moment.ts';
import type { PredicateAnswers } from './predicate-answers.ts';
import type { Predicate } from './program.ts';
import { isFactValue } from './read-facts.ts';
import type { Comparand } from './residual-shape.ts';
import { no, yes } from './truth.ts';

type Lone =
  | { form: 'attribute'; name: string; purpose: Purpose; test: AttributeTest; operand: Comparand }
  | { form: 'count'; name: string; windowMs: number; n: number };

/**
 * What a few predicates answer for one visitor at one moment, by the ids of a layout: comparisons of attributes and counts each by
 * itself, as a fact is not worth reading as a whole for one of them; all others as `PredicateAnswers` does.
 */
export class LonePredicates {
  private readonly lone: readonly (Lone | null)[];
  private readonly others: PredicateAnswers;
  private readonly firstTimed: number;
  private moment = nobody;
  /** 0 while it was not asked. */
  private readonly truth: Uint8Array;
  private readonly untils: Float64Array;

  constructor({ predicates, firstTimed }: FactLayout, { purposes }: RuleTable, others: PredicateAnswers) {
    this.lone = predicates.map((predicate) => loneOf(predicate, purposes));
    this.others = others;
    this.firstTimed = firstTimed;
    this.truth = new Uint8Array(predicates.length);
    this.untils = new Float64Array(predicates.length).fill(Infinity);
  }

  /** Forgets everything, for another visitor or moment; `others` has begun with it. */
  begin(moment: Moment): void {
    this.truth.fill(0);
    this.moment = moment;
  }

  /** `yes` or `no`. */
  ask(id: number): number {
    const known = this.truth[id] as number;
    if (known !== 0) return known;
    const answer = this.find(id);
    this.truth[id] = answer;
    return answer;
  }

  /** Epoch ms: before it, time alone does not flip the answer. Of a predicate that was asked. */
  until(id: number): number {
    return this.untils[id] as number;
  }

  private find(id: number): number {
    const lone = this.lone[id] as Lone | null;
    if (lone === null) {
      const answer = this.others.truth[id] || this.others.ask(id);
      if (id >= this.firstTimed) this.untils[id] = this.others.until(id);
      return answer;
    }
    const { facts, now } = this.moment;
    const { name } = lone;
    if (lone.form === 'attribute') {
      const value = facts.attributes[name];
      if (!isFactValue(value) || !facts.allows(lone.purpose)) return no;
      return lone.test(foldedOnce(value), lone.operand) ? yes : no;
    }
    const series = facts.series[name];
    const { n, windowMs } = lone;
    const holds = isSeries(series) && facts.allows(behaviourPurpose) && countSince(series, now - windowMs) >= n;
    if (windowMs !== Infinity) this.untils[id] = holds ? leaving(nthLatest(series, n), windowMs) : Infinity;
    return holds ? yes : no;
  }
}

function leaving(time: number | undefined, windowMs: number): number {
  return (time ?? Infinity) + windowMs + 1;
}

function loneOf(predicate: Predicate, purposes: RuleTable['purposes']): Lone | null {
  if (predicate[0] === 'attribute') {
    const [, name, operator, operand] = predicate;
    const purpose = purposes[name] ?? 'personalisation';
    return { form: 'attribute', name, purpose, test: attributeTest(operator), operand };
  }
  if (predicate[0] !== 'count') return null;
  const [, name, window, n] = predicate;
  if (window !== null && typeof window !== 'number') return null;
  return { form: 'count', name, windowMs: window ?? Infinity, n };
}
