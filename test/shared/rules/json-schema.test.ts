import { expect, it } from 'vitest';
import * as z from 'zod';
import { ruleJsonSchema } from '../../../shared/rules/json-schema.ts';
import { operatorNames } from '../../../shared/rules/operator-names.ts';
import { ruleCases } from '../../support/rule-cases.ts';

const schema = ruleJsonSchema();
const text = JSON.stringify(schema);

it('names every kind, operator and window of the language', () => {
  const kinds = [
    'all',
    'any',
    'not',
    'attribute',
    'page',
    'cart',
    'event',
    'eventTime',
    'sequence',
    'segment',
    'bucket',
  ];
  const windows = ['ever', 'rolling', 'calendar', 'between', 'since', 'session'];
  for (const word of [...kinds, ...windows, ...operatorNames]) expect(text).toContain(`"${word}"`);
});

it('accepts every case and refuses what is none, when it is read back', () => {
  const validator = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  const rules = ruleCases().flatMap(({ cases }) => cases.map(({ rule }) => rule));
  expect(rules.filter((rule) => !validator.safeParse(rule).success)).toEqual([]);
  for (const wrong of [{}, { kind: 'xor' }, { kind: 'all' }, { kind: 'all', rules: [{ kind: 'bucket' }] }]) {
    expect(validator.safeParse(wrong).success).toBe(false);
  }
});
