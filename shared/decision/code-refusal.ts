import type { CodePool, CodeRefusal } from '../schema/code-pool.ts';

/** What is known when a code is shown at the till. */
export interface CodeUse {
  pool: CodePool;
  /** How often the code was used, and how often this customer used codes of the pool. */
  redeemed: number;
  redeemedByCustomer: number;
  /** It was given to this customer, to somebody else, or to nobody. */
  givenTo: 'customer' | 'other' | null;
  /** Ids of the segments the customer is in. */
  segments: ReadonlySet<string>;
  /** Of the order, in major units; absent: not known yet, and no reason to refuse. */
  total?: number | undefined;
  /** Epoch ms. */
  now: number;
}

/** Why a code may not be used now; null when it may. */
export function codeRefusal(use: CodeUse): CodeRefusal | null {
  const { pool, now, segments } = use;
  if (pool.from !== undefined && now < pool.from) return 'not yet';
  if (pool.until !== undefined && now >= pool.until) return 'over';
  if (pool.personal && use.givenTo === 'other') return 'of somebody else';
  if (pool.perCode !== undefined && use.redeemed >= pool.perCode) return 'used up';
  if (pool.perCustomer !== undefined && use.redeemedByCustomer >= pool.perCustomer) return 'customer limit';
  if (pool.minimum !== undefined && use.total !== undefined && use.total < pool.minimum) return 'below the minimum';
  const isOnlyForOthers = pool.onlyFor !== undefined && !pool.onlyFor.some((segment) => segments.has(segment));
  return isOnlyForOthers || pool.notFor?.some((segment) => segments.has(segment)) ? 'not for this customer' : null;
}
