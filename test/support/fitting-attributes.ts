import { testDate } from '../../shared/rules/date-test.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';
import { comparedAs } from '../../shared/schema/attribute.ts';
import { caseVocabulary } from './rule-facts.ts';

/** What a profile would keep of these: values of their attributes' types, and the number of sessions that every profile has. */
export function fittingAttributes(attributes: Readonly<Record<string, FactValue>> = {}): Record<string, FactValue> {
  const fits = ([name, value]: [string, FactValue]) => {
    const as = comparedAs(caseVocabulary.attributes.get(name)?.type ?? 'shortText');
    if (as === 'date') return testDate(value, 'before', '9999-12-31', { now: 0, zone: 'UTC' }).holds;
    return as === 'choice' ? Array.isArray(value) : typeof value === (as === 'number' ? 'number' : 'string');
  };
  return { sessions: 0, ...Object.fromEntries(Object.entries(attributes).filter(fits)) };
}
