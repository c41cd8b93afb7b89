import type { Facts } from '../profile/facts-of.ts';

/** Of whom a rule is asked, and when. */
export interface Moment {
  facts: Facts;
  /** Epoch ms; one for a whole request. */
  now: number;
}

/** Stands for a visitor while there is none. */
export const nobody: Moment = {
  facts: { attributes: {}, saidAt: {}, lists: [], series: {}, allows: () => false },
  now: 0,
};
