import type { GroupSums, InsightDimension, Insights, OrderSums, ProductSums } from '../../shared/insights/insights.ts';
import { insightDimensions } from '../../shared/insights/insights.ts';
import type { InsightAttribute } from '../../shared/insights/person.ts';
import type { Bounds } from '../../shared/rules/sql/bounds.ts';
import type { SiteId } from '../../shared/schema/names.ts';
import { type ProfileRange, type SqlQuestion, source, usable } from './population.ts';

/** Where each attribute that insights are made of stands in `profile_facts`. */
export type InsightColumns = Readonly<Record<InsightAttribute, string>>;

/** Values of one dimension that a statement answers, those of most people; all others are summed up. */
const maxValues = 300;

/** Products that a statement answers, those ordered most. */
const maxProducts = 2_000;

/** A page may say that it sold a billion of something. */
const maxPieces = 1_000_000;

/** What people of a range have in common: sums over the columns of those whom SQL alone knows to match the one program. */
export class PopulationInsights {
  private readonly db: D1Database;
  private readonly site: SiteId;

  constructor(db: D1Database, site: SiteId) {
    this.db = db;
    this.site = site;
  }

  /** All that columns tell. What people ordered when, and which products, is in no column. */
  async ofColumns(
    range: ProfileRange,
    question: SqlQuestion,
    columns: InsightColumns,
  ): Promise<Omit<Insights, 'periods' | 'products' | 'productsCut'>> {
    const members = sureMembers(question);
    const bound = [question.texts, this.site, range.after, range.upTo, question.since] as const;
    const statement = (sql: string) => this.db.prepare(sql).bind(...bound);
    const totals = await statement(
      `SELECT ${peopleSums(columns)}, ifnull(sum(identified), 0) AS identified, ifnull(sum(personal = 0), 0) AS withheld,
         ifnull(sum(${columns.order_count} > 0), 0) AS buyers, ifnull(sum(${columns.sessions}), 0) AS sessions
       FROM ${members}`,
    ).first<Omit<Insights, 'periods' | 'products' | 'productsCut' | 'groups'>>();
    const whole = totals as NonNullable<typeof totals>;
    const groups: Partial<Insights['groups']> = {};
    for (const dimension of insightDimensions) {
      const { results } = await statement(
        `SELECT ${keyOf(dimension, columns)} AS key, ${peopleSums(columns)} FROM ${members}
         GROUP BY 1 ORDER BY people DESC LIMIT ${maxValues}`,
      ).all<GroupSums>();
      groups[dimension] = { values: results, rest: less(whole, results) };
    }
    return { ...whole, groups: groups as Insights['groups'] };
  }

  /** Orders by period, of the sure members of a range. */
  periods(range: ProfileRange, question: SqlQuestion, bounds: readonly number[], columns: InsightColumns) {
    const buyers = `SELECT n FROM ${sureMembers(question)} AND ${columns.orders_placed} > 0`;
    return this.periodsOf(buyers, [question.texts, this.site, range.after, range.upTo, question.since], bounds);
  }

  /** The same of these profiles. */
  periodsOfPeople(numbers: readonly number[], bounds: readonly number[]): Promise<OrderSums[]> {
    return this.periodsOf(theseMembers, [JSON.stringify(numbers), null, null, null, null], bounds);
  }

  private async periodsOf(members: string, bound: readonly unknown[], bounds: readonly number[]): Promise<OrderSums[]> {
    const { results } = await this.db
      .prepare(
        `SELECT (SELECT max(b.key) FROM json_each(?6) b WHERE b.value <= o.at) AS place, count(*) AS placed, sum(paid) AS paid,
           sum(gross) AS grossMinor, sum(paid * (gross - refunded)) AS netMinor
         FROM (SELECT value ->> '$.at[0]' AS at, value ->> '$.amountMinor' AS gross, ifnull(value ->> '$.refundedMinor', 0) AS refunded,
             value ->> '$.status' IS NULL AS paid
           FROM profiles CROSS JOIN json_each(snapshot, '$.orders') WHERE n IN (${members})) o
         WHERE at >= ?6 ->> 0 AND at < ?6 ->> '$[#-1]' GROUP BY 1`,
      )
      .bind(...bound, JSON.stringify(bounds))
      .all<OrderSums & { place: number }>();
    const byPlace = new Map(results.map(({ place, ...sums }) => [place, sums]));
    const none = { placed: 0, paid: 0, grossMinor: 0, netMinor: 0 };
    return bounds.slice(1).map((_, place) => byPlace.get(place) ?? { ...none });
  }

  /** Products of the orders of the sure members of a range. */
  products(range: ProfileRange, question: SqlQuestion, columns: InsightColumns) {
    const buyers = `SELECT n FROM ${sureMembers(question)} AND ${columns.orders_placed} > 0`;
    return this.productsOf(buyers, [question.texts, this.site, range.after, range.upTo, question.since]);
  }

  /** The same of these profiles. */
  productsOfPeople(numbers: readonly number[]): Promise<{ products: ProductSums[]; cut: boolean }> {
    return this.productsOf(theseMembers, [JSON.stringify(numbers), this.site]);
  }

  private async productsOf(
    members: string,
    bound: readonly unknown[],
  ): Promise<{ products: ProductSums[]; cut: boolean }> {
    const { results } = await this.db
      .prepare(
        `SELECT key, max(name) AS name, count(DISTINCT id) AS orders, sum(pieces) AS pieces
         FROM (SELECT o.id, ${said('item_id', 'item_name')} AS key, ${said('item_name', 'item_id')} AS name,
             CASE WHEN json_type(i.value, '$.quantity') IN ('integer', 'real') AND i.value ->> 'quantity' BETWEEN 0 AND ${maxPieces}
               THEN i.value ->> 'quantity' ELSE 1 END AS pieces
           FROM orders o CROSS JOIN json_each(o.body, '$.items') i
           WHERE o.site = ?2 AND o.n IN (${members}) AND json_type(o.body, '$.items') = 'array' AND i.type = 'object')
         WHERE key IS NOT NULL GROUP BY key ORDER BY pieces DESC, key LIMIT ${maxProducts + 1}`,
      )
      .bind(...bound)
      .all<ProductSums>();
    return { products: results.slice(0, maxProducts), cut: results.length > maxProducts };
  }
}

const theseMembers = 'SELECT value FROM json_each(?1)';

/** Rows of those of whom SQL alone knows that they match; conditions may follow. */
function sureMembers({ programs: [program] }: SqlQuestion): string {
  const { lower } = program as Bounds;
  return `${source({ sampled: false })} AND ${usable} AND (${lower})`;
}

function peopleSums({ orders_placed, order_count, gross_total, order_total }: InsightColumns): string {
  return `count(*) AS people, ifnull(sum(${orders_placed}), 0) AS placed, ifnull(sum(${order_count}), 0) AS paid,
    ifnull(sum(${gross_total}), 0) AS grossMinor, ifnull(sum(${order_total}), 0) AS netMinor`;
}

function keyOf(dimension: InsightDimension, columns: InsightColumns): string {
  const { sessions, rfm_recency, rfm_frequency, rfm_monetary } = columns;
  switch (dimension) {
    case 'channel':
      return columns.channel;
    case 'device':
      return columns.device_type;
    case 'country':
      return columns.country;
    case 'rfmGroup':
      return columns.rfm_group;
    case 'visits':
      return `CASE WHEN ${sessions} >= 2 THEN 'returning' WHEN ${sessions} = 1 THEN 'new' WHEN ${sessions} = 0 THEN 'never' END`;
    case 'rfmCell':
      return [rfm_recency, rfm_frequency, rfm_monetary].map((score) => `CAST(${score} AS INTEGER)`).join(' || ');
  }
}

/** The first of two properties of an item that is a text. */
function said(...properties: string[]): string {
  const texts = properties.map(
    (name) => `CASE json_type(i.value, '$.${name}') WHEN 'text' THEN nullif(i.value ->> '${name}', '') END`,
  );
  return `coalesce(${texts.join()})`;
}

/** What of the whole is in none of the groups. */
function less(whole: Omit<GroupSums, 'key'>, groups: readonly GroupSums[]): Omit<GroupSums, 'key'> {
  const rest = (sum: (of: Omit<GroupSums, 'key'>) => number) => sum(whole) - groups.reduce((to, of) => to + sum(of), 0);
  return {
    people: rest(({ people }) => people),
    placed: rest(({ placed }) => placed),
    paid: rest(({ paid }) => paid),
    grossMinor: rest(({ grossMinor }) => grossMinor),
    netMinor: rest(({ netMinor }) => netMinor),
  };
}
