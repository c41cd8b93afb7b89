import type { FactValue, Residual } from '../../shared/rules/residual-shape.ts';
import type { CaseFacts } from './rule-facts.ts';

/** One case of `test/cases`; what each part means stands in the README there. */
export interface RuleCase {
  name: string;
  now?: string;
  zone?: string;
  segments?: Record<string, { name: string; rule: unknown }>;
  rule: unknown;
  facts: CaseFacts & { live?: Record<string, FactValue> };
  answer: boolean;
  until?: string | number | null;
  residual?: boolean | Residual;
  describe?: string;
  warning?: 'nobody' | 'everybody' | null;
}
