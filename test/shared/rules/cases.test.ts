import { expect, describe as group, it } from 'vitest';
import { check } from '../../../shared/rules/check.ts';
import { isLive } from '../../../shared/rules/compile.ts';
import { complete } from '../../../shared/rules/complete.ts';
import { describe } from '../../../shared/rules/describe.ts';
import { match } from '../../../shared/rules/match.ts';
import { residual } from '../../../shared/rules/residual.ts';
import type { FactValue, Residual } from '../../../shared/rules/residual-shape.ts';
import { Rule } from '../../../shared/rules/rule.ts';
import cases from '../../cases/rules.json' with { type: 'json' };
import {
  type CaseEvent,
  caseNow,
  caseVocabulary,
  compileAlone,
  liveFacts,
  storedFacts,
} from '../../support/rule-facts.ts';

interface Case {
  name: string;
  rule: unknown;
  facts: { attributes?: Record<string, FactValue>; events?: CaseEvent[]; live?: Record<string, FactValue> };
  answer: boolean;
  residual?: boolean | Residual;
  describe?: string;
  /** Milliseconds after now. */
  until?: number;
}

group('every case', () => {
  it.each(cases as unknown as Case[])('$name', (one) => {
    const rule = Rule.parse(one.rule);
    expect(check(rule, caseVocabulary)).toEqual([]);
    const { program, table } = compileAlone(rule);
    const facts = storedFacts(table, one.facts);
    const partial = residual(program, table, { facts, now: caseNow });
    const live = liveFacts(one.facts.live ?? {});

    const completed = typeof partial.answer === 'boolean' ? partial.answer : complete(partial.answer, live);
    expect(completed).toBe(one.answer);
    if (!isLive(program, table.predicates)) {
      const answer = match(program, table, { facts, now: caseNow });
      expect(answer.answer).toBe(one.answer);
      if (one.until !== undefined) expect(answer.until).toBe(caseNow + one.until);
    }
    if (one.residual !== undefined) expect(partial.answer).toEqual(one.residual);
    if (one.describe !== undefined) expect(describe(rule, caseVocabulary)).toBe(one.describe);
  });
});
