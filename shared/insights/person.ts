import type { Facts } from '../profile/facts-of.ts';
import { behaviourPurpose } from '../rules/evaluation.ts';
import { fold } from '../rules/fold.ts';
import type { Purpose } from '../schema/attribute.ts';
import { addGroups, addPeople, type InsightDimension, type Insights, insightDimensions } from './insights.ts';

/** The attributes that insights are made of. */
export const insightAttributes = [
  'channel',
  'device_type',
  'country',
  'sessions',
  'rfm_group',
  'rfm_recency',
  'rfm_frequency',
  'rfm_monetary',
  'orders_placed',
  'order_count',
  'gross_total',
  'order_total',
] as const;
export type InsightAttribute = (typeof insightAttributes)[number];

/** Adds one person to insights; what they ordered when and which products is for others to say. What consent withholds stays out. */
export function addPerson(
  to: Insights,
  { facts, identified, purposes }: { facts: Facts; identified: boolean; purposes: Readonly<Record<string, Purpose>> },
): void {
  const usable = (name: InsightAttribute) =>
    facts.allows(purposes[name] ?? 'personalisation') ? facts.attributes[name] : undefined;
  const number = (name: InsightAttribute): number => Number(usable(name) ?? 0);
  const text = (name: InsightAttribute): string | null => {
    const value = usable(name);
    return typeof value === 'string' ? fold(value) : null;
  };
  const sums = {
    people: 1,
    placed: number('orders_placed'),
    paid: number('order_count'),
    grossMinor: number('gross_total'),
    netMinor: number('order_total'),
  };
  addPeople(to, sums);
  to.identified += Number(identified);
  to.withheld += Number(!facts.allows(behaviourPurpose));
  to.buyers += Number(sums.paid > 0);
  to.sessions += number('sessions');
  const sessions = usable('sessions');
  const scores = (['rfm_recency', 'rfm_frequency', 'rfm_monetary'] as const).map(usable);
  const keys: Record<InsightDimension, string | null> = {
    channel: text('channel'),
    device: text('device_type'),
    country: text('country'),
    visits: typeof sessions === 'number' ? visitsOf(sessions) : null,
    rfmGroup: text('rfm_group'),
    rfmCell: scores.includes(undefined) ? null : scores.join(''),
  };
  for (const dimension of insightDimensions) addGroups(to, dimension, [{ key: keys[dimension], ...sums }]);
}

/** Never here (known by the server alone), here once, or back again. */
function visitsOf(sessions: number): 'never' | 'new' | 'returning' {
  if (sessions === 0) return 'never';
  return sessions === 1 ? 'new' : 'returning';
}
