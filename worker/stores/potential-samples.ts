import { fnv1a } from '../../shared/rules/stable-hash.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { horizonDays } from '../../shared/scoring/conversion-model.ts';
import type { Sample } from '../../shared/scoring/logistic.ts';

/** Of one site, about: as many as can be learned from in a moment. */
const maxSamples = 10_000;
const dayMs = 86_400_000;
/** Long enough for the outcome, and for a while to learn from it. */
const renewedAfterMs = 90 * dayMs;
const forgottenAfterMs = 180 * dayMs;

/** What a profile was like at a moment. */
export interface TakenSample {
  n: number;
  features: readonly number[];
}

/** Is a profile among those of its site that are learned from? The same ones from day to day. */
export function isSampled(n: number, people: number): boolean {
  return people <= maxSamples || fnv1a(`potential ${n}`) % people < maxSamples;
}

/** What was seen of people and what came of it 30 days later. */
export class PotentialSamples {
  private readonly db: D1Database;
  private readonly site: SiteId;

  constructor(db: D1Database, site: SiteId) {
    this.db = db;
    this.site = site;
  }

  /** Those whose outcome is known. */
  async known(): Promise<Sample[]> {
    const { results } = await this.db
      .prepare('SELECT features, ordered FROM potential_samples WHERE site = ? AND ordered IS NOT NULL ORDER BY n')
      .bind(this.site)
      .all<{ features: string; ordered: number }>();
    return results.map(({ features, ordered }) => ({
      features: JSON.parse(features) as number[],
      happened: ordered === 1,
    }));
  }

  /** Of some profiles, those whose outcome can be told now, and of which moment (epoch ms). */
  async due(people: readonly { n: number }[], now: number): Promise<Map<number, number>> {
    const { results } = await this.db
      .prepare(
        `SELECT n, at FROM potential_samples WHERE n IN (SELECT value FROM json_each(?)) AND ordered IS NULL AND at <= ?`,
      )
      .bind(JSON.stringify(people.map(({ n }) => n)), now - horizonDays * dayMs)
      .all<{ n: number; at: number }>();
    return new Map(results.map(({ n, at }) => [n, at]));
  }

  /** Keeps outcomes, and takes a sample of whoever has none or an old one. */
  writes({
    outcomes,
    taken,
    now,
  }: {
    outcomes: readonly { n: number; ordered: boolean }[];
    taken: readonly TakenSample[];
    now: number;
  }): D1PreparedStatement[] {
    return [
      this.db
        .prepare(
          `UPDATE potential_samples SET ordered = told.value ->> 1 FROM json_each(?1) AS told WHERE n = told.value ->> 0`,
        )
        .bind(JSON.stringify(outcomes.map(({ n, ordered }) => [n, Number(ordered)]))),
      this.db
        .prepare(
          `INSERT INTO potential_samples (n, site, at, features)
           SELECT value ->> 0, ?1, ?2, value ->> 1 FROM json_each(?3) WHERE true
           ON CONFLICT DO UPDATE SET at = excluded.at, features = excluded.features, ordered = NULL
             WHERE ordered IS NOT NULL AND at <= ?2 - ${renewedAfterMs}`,
        )
        .bind(
          this.site,
          now,
          JSON.stringify(taken.map(({ n, features }) => [n, JSON.stringify(features.map(rounded))])),
        ),
    ];
  }

  async forgetOld(now: number): Promise<void> {
    await this.db
      .prepare('DELETE FROM potential_samples WHERE site = ? AND at <= ?')
      .bind(this.site, now - forgottenAfterMs)
      .run();
  }
}

/** More than the weights can tell apart. */
function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
