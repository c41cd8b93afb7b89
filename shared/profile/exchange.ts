import * as z from 'zod';

/** One line of the table that a site's owner keeps: from that day on, one unit of the currency is worth `rate` of the site's. */
export const ExchangeRate = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  /** `YYYY-MM-DD`, in UTC. */
  from: z.iso.date(),
  rate: z.number().positive().max(1e9),
});
export type ExchangeRate = z.infer<typeof ExchangeRate>;

/** An amount of a day in the site's currency, major units; undefined where the table has no rate for that day. */
export function inSiteCurrency(
  amount: number,
  { from, to, time, rates }: { from: string; to: string; time: number; rates: readonly ExchangeRate[] },
): number | undefined {
  if (from === to) return amount;
  const inForce = rates
    .filter((rate) => rate.currency === from && Date.parse(rate.from) <= time)
    .reduce<ExchangeRate | undefined>((last, one) => (last && last.from >= one.from ? last : one), undefined);
  return inForce && amount * inForce.rate;
}
