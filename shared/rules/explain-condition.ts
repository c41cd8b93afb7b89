import { Compiler } from './compile.ts';
import { complete } from './complete.ts';
import { formatOf, type NumberFormat, plainNumber } from './describe-value.ts';
import { type Evaluation, newTrace } from './evaluation.ts';
import type { ExplainContext, Verdict } from './explain.ts';
import { type Actual, actualOf, factActual } from './explain-actual.ts';
import { explainWords } from './explain-words.ts';
import { isLiveRule } from './is-live-rule.ts';
import { match } from './match.ts';
import { residual } from './residual.ts';
import type { Condition } from './rule.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One condition with its answer. */
export interface ExplainedCondition {
  kind: 'condition';
  pointer: string;
  sentence: string;
  verdict: Verdict;
  /** Who decided: the profile, the request and the clock, the open page; or nobody, because consent withholds the fact. */
  side: 'stored' | 'request' | 'live' | 'withheld';
  /** What was found, in words. */
  actual: string;
  /** What would turn the answer, in words. */
  change: string;
  /** How far a number is from turning, as a share of what it is compared with, from 0 to 1; 1 where that has no measure. */
  lack: number;
  /** Epoch ms: until then time alone does not turn it. */
  until: number;
  /** It rests on occurrences that are only known by the hour. */
  approximate: boolean;
}

/** Answers one condition by itself. It must have passed `check`. */
export function explainCondition(
  condition: Condition,
  context: ExplainContext & { pointer: string; sentence: string },
): ExplainedCondition {
  const { vocabulary, facts, now, live, pointer, sentence } = context;
  const rules = new Map([...(vocabulary.segments ?? [])].map(([id, { rule }]) => [id, rule]));
  const compiler = new Compiler(rules);
  const program = compiler.compile(condition);
  const table: Evaluation['table'] = {
    predicates: compiler.predicates,
    measures: new Map([...compiler.measures].map(([id, measure]) => [id, { ...measure, since: 0 }])),
    purposes: Object.fromEntries([...vocabulary.attributes].map(([name, { purpose }]) => [name, purpose])),
    timeZone: vocabulary.timeZone,
  };
  const isLive = isLiveRule(condition, rules);
  const partial = residual(program, table, { facts, now });
  const stored = match(program, table, { facts, now });
  const holds = isLive ? liveAnswer(partial.answer, live) : stored.answer;
  const verdict: Verdict = holds === undefined ? 'live' : holds ? 'yes' : 'no';
  const isWithheld = partial.withheld;
  const evaluation: Evaluation = { table, facts, now, trace: newTrace() };
  const actual = isWithheld
    ? { text: explainWords.withheld }
    : isLive && (condition.kind === 'page' || condition.kind === 'cart')
      ? liveActual(condition, context)
      : actualOf(condition, vocabulary, { evaluation, holds: holds === true });
  return {
    kind: 'condition',
    pointer,
    sentence,
    verdict,
    side: isWithheld ? 'withheld' : isLive ? 'live' : sideOf(condition, vocabulary),
    actual: actual.text,
    ...lackOf(condition, actual, { holds: holds === true, sentence, format: formatOf(condition, vocabulary) }),
    until: stored.until,
    approximate: stored.reason.kind === 'conditions' && stored.reason.approximate,
  };
}

function liveAnswer(answer: ReturnType<typeof residual>['answer'], live: ExplainContext['live']): boolean | undefined {
  if (typeof answer === 'boolean') return answer;
  return live ? complete(answer, live) : undefined;
}

function liveActual(
  condition: Extract<Condition, { kind: 'page' | 'cart' }>,
  { live, vocabulary }: ExplainContext,
): Actual {
  if (!live) return { text: explainWords.onlyPage };
  return factActual(live.get(`${condition.kind}.${condition.property}`), condition, vocabulary);
}

/** Attributes of the request are kept with the profile, and are of the latest one. */
function sideOf(condition: Condition, vocabulary: Vocabulary): 'stored' | 'request' {
  switch (condition.kind) {
    case 'attribute':
      return vocabulary.attributes.get(condition.attribute)?.writtenBy === 'request' ? 'request' : 'stored';
    case 'page':
    case 'bucket':
      return 'request';
    default:
      return 'stored';
  }
}

/** What lacks until a condition turns: of numbers how much, of anything else that it turns. */
function lackOf(
  condition: Condition,
  { number }: Actual,
  { holds, sentence, format }: { holds: boolean; sentence: string; format: NumberFormat },
): { change: string; lack: number } {
  const plain = { change: holds ? explainWords.wouldNotHold(sentence) : explainWords.wouldHold(sentence), lack: 1 };
  if (holds || number === undefined || !('value' in condition) || typeof condition.value !== 'number') return plain;
  const { operator, value } = condition;
  const smallest = condition.kind === 'event' && condition.aggregate.kind === 'count' ? 1 : 0;
  const isAbove = operator === 'gte' || operator === 'gt' || (operator === 'eq' && number < value);
  const isBelow = operator === 'lte' || operator === 'lt' || (operator === 'eq' && number > value);
  if (!isAbove && !isBelow) return plain;
  const step = operator === 'gt' || operator === 'lt' ? smallest : 0;
  const amount = Math.abs(value - number) + step;
  const lack = Math.min(1, amount / Math.max(Math.abs(value), 1));
  const text = condition.kind === 'event' ? plainNumber(amount) : format(amount);
  return { change: (isAbove ? explainWords.more : explainWords.fewer)(text), lack };
}
