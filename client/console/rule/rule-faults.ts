import { check } from '../../../shared/rules/check.ts';
import { operatorNames, Rule } from '../../../shared/rules/rule.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import type { Fault } from '../../../shared/schema/problem.ts';
import { pointerOf } from '../pointer.ts';
import { type GroupNode, keyOfPointer, writeRule } from './rule-tree.ts';
import { ruleWords } from './rule-words.ts';

/** What is wrong with a tree, by the key of the row or group it is shown in. Empty when it may be published. */
export function ruleFaults(tree: GroupNode, vocabulary: Vocabulary): Map<string, string[]> {
  const { rule, keyAt } = writeRule(tree);
  const parsed = Rule.safeParse(rule);
  const faults: Fault[] = parsed.success
    ? check(parsed.data, vocabulary)
    : parsed.error.issues.map((issue) => ({ pointer: pointerOf(issue.path), detail: issue.message }));
  const byKey = new Map<string, string[]>();
  for (const { pointer, detail } of faults) {
    const key = keyOfPointer(keyAt, pointer) ?? tree.key;
    byKey.set(key, [...new Set([...(byKey.get(key) ?? []), inWords(detail)])]);
  }
  return byKey;
}

/** Names operators as the editor does: `"gte" needs a number` is `“is at least” needs a number`. */
function inWords(detail: string): string {
  const name = operatorNames.find((operator) => detail.startsWith(`"${operator}" `));
  return name ? detail.replace(`"${name}"`, `“${ruleWords.operators[name]}”`) : detail;
}
