import type { Facts } from '../profile/facts-of.ts';
import type { LiveFacts } from './complete.ts';
import { describeCondition } from './describe.ts';
import { type ExplainedCondition, explainCondition } from './explain-condition.ts';
import type { Condition, Rule } from './rule.ts';
import type { Vocabulary } from './vocabulary.ts';

/** `live`: only the open page can tell. */
export type Verdict = 'yes' | 'no' | 'live';

export type Explained =
  | ExplainedCondition
  | { kind: 'all' | 'any' | 'not'; pointer: string; verdict: Verdict; parts: Explained[] }
  /** Another segment, and inside it its own rule: pointers there go on after `/segment`. */
  | { kind: 'segment'; pointer: string; sentence: string; verdict: Verdict; isIn: boolean; inside: Explained };

/** One thing that would have to be otherwise. */
export interface Change {
  pointer: string;
  /** The condition, in words. */
  sentence: string;
  /** What would have to happen, in words. */
  change: string;
}

export interface Explanation {
  verdict: Verdict;
  root: Explained;
  /** The fewest changes after which the rule would match; empty when it does, null when nothing can make it. */
  smallestChange: Change[] | null;
  /** Of those, the one that lacks least. */
  nearestMiss: Change | null;
}

export interface ExplainContext {
  vocabulary: Vocabulary;
  facts: Facts;
  /** Epoch ms. */
  now: number;
  /** What the page knows, when it is open. */
  live?: LiveFacts;
}

/** Why a rule matches a visitor or not: each condition with its answer, what was found, and who decided. */
export function explain(rule: Rule, context: ExplainContext): Explanation {
  const root = explainNode(rule, '', context);
  const change = root.verdict === 'yes' ? noChange : towards(root, true);
  const conditions = change === null ? null : change.conditions;
  const nearest = conditions?.toSorted((a, b) => a.lack - b.lack)[0];
  return {
    verdict: root.verdict,
    root,
    smallestChange: conditions?.map(changeOf) ?? null,
    nearestMiss: nearest ? changeOf(nearest) : null,
  };
}

function explainNode(rule: Rule, pointer: string, context: ExplainContext): Explained {
  switch (rule.kind) {
    case 'all':
    case 'any': {
      const parts = rule.rules.map((part, index) => explainNode(part, `${pointer}/rules/${index}`, context));
      const verdicts = parts.map(({ verdict }) => verdict);
      const deciding: Verdict = rule.kind === 'all' ? 'no' : 'yes';
      const verdict = verdicts.includes(deciding) ? deciding : verdicts.includes('live') ? 'live' : opposite(deciding);
      return { kind: rule.kind, pointer, verdict, parts };
    }
    case 'not': {
      const part = explainNode(rule.rule, `${pointer}/rule`, context);
      return { kind: 'not', pointer, verdict: opposite(part.verdict), parts: [part] };
    }
    case 'segment': {
      const named = context.vocabulary.segments?.get(rule.segment);
      if (!named) return condition(rule, pointer, context);
      const inside = explainNode(named.rule, `${pointer}/segment`, context);
      const isIn = rule.operator === 'in';
      const sentence = describeCondition(rule, context.vocabulary);
      return {
        kind: 'segment',
        pointer,
        sentence,
        verdict: isIn ? inside.verdict : opposite(inside.verdict),
        isIn,
        inside,
      };
    }
    default:
      return condition(rule, pointer, context);
  }
}

function condition(rule: Condition, pointer: string, context: ExplainContext): ExplainedCondition {
  return explainCondition(rule, { ...context, pointer, sentence: describeCondition(rule, context.vocabulary) });
}

function opposite(verdict: Verdict): Verdict {
  return verdict === 'live' ? 'live' : verdict === 'yes' ? 'no' : 'yes';
}

/** Conditions that have to turn. */
interface Turn {
  conditions: ExplainedCondition[];
  /** How many, and by how much in all: fewer first, then nearer. */
  cost: number;
}

const noChange: Turn = { conditions: [], cost: 0 };

/** The cheapest way to make a part true, or false; null when there is none. */
function towards(part: Explained, wanted: boolean): Turn | null {
  if (part.verdict === (wanted ? 'yes' : 'no')) return noChange;
  switch (part.kind) {
    case 'condition':
      return { conditions: [part], cost: 1 + part.lack / 1_000 };
    case 'not':
      return towards(part.parts[0] as Explained, !wanted);
    case 'segment':
      return towards(part.inside, wanted === part.isIn);
    case 'all':
    case 'any': {
      const turns = part.parts.map((one) => towards(one, wanted));
      return (part.kind === 'all') === wanted ? together(turns) : cheapest(turns);
    }
  }
}

function together(turns: (Turn | null)[]): Turn | null {
  let sum = noChange;
  for (const turn of turns) {
    if (!turn) return null;
    sum = { conditions: [...sum.conditions, ...turn.conditions], cost: sum.cost + turn.cost };
  }
  return sum;
}

function cheapest(turns: (Turn | null)[]): Turn | null {
  const possible = turns.filter((turn) => turn !== null);
  return possible.toSorted((a, b) => a.cost - b.cost)[0] ?? null;
}

function changeOf({ pointer, sentence, change }: ExplainedCondition): Change {
  return { pointer, sentence, change };
}
