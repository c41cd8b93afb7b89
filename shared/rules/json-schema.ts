import * as z from 'zod';
import { Rule } from './rule.ts';

/** The rule language as a JSON Schema (draft 2020-12), for editors and for those who write rules through the API. */
export function ruleJsonSchema(): Record<string, unknown> {
  return {
    ...z.toJSONSchema(Rule, { target: 'draft-2020-12' }),
    title: 'Rule',
    description:
      'Who is meant: conditions joined by all, any and not. The meaning is written in shared/rules/README.md.',
  };
}
