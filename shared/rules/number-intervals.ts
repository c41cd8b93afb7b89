import { atLeast, atMost, between, type Intervals, lessThan, moreThan } from './intervals.ts';
import type { Comparand, PositiveOperator } from './residual-shape.ts';

/** The numbers that satisfy an operator; null for one that compares no numbers. */
export function numberIntervals(operator: PositiveOperator, value: Comparand): Intervals | null {
  switch (operator) {
    case 'eq':
      return between(value as number, value as number);
    case 'lt':
      return lessThan(value as number);
    case 'lte':
      return atMost(value as number);
    case 'gt':
      return moreThan(value as number);
    case 'gte':
      return atLeast(value as number);
    case 'between':
      return between(...(value as [number, number]));
    default:
      return null;
  }
}
