import {
  addInsights,
  addOrders,
  addProducts,
  emptyInsights,
  type Insights,
  type InsightUnit,
  type OrderSums,
  periodBounds,
} from '../../../shared/insights/insights.ts';
import { addPerson, insightAttributes } from '../../../shared/insights/person.ts';
import { behaviourPurpose } from '../../../shared/rules/evaluation.ts';
import { attributeFact, Columns } from '../../../shared/rules/sql/columns.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../config.ts';
import { Population, type ProfileRange, type SqlQuestion } from '../../stores/population.ts';
import { type InsightColumns, PopulationInsights } from '../../stores/population-insights.ts';
import { matchProfiles, type PopulationQuestion } from './question.ts';

/** Numbers of one statement: those over orders read what buyers among them ordered. */
const rangeSize = 10_000;

/** Profiles read at once where columns cannot tell. */
const pageSize = 100;

/** How long one call goes on; the next takes up where it left off. */
const budgetMs = 500;

/** A part of the insights: add them up. */
export interface InsightsPart {
  insights: Insights;
  /** Where the next part begins; null when this was the last. */
  next: number | null;
  /** How far it is, 0 to 1. */
  fraction: number;
}

interface Looking {
  env: Env;
  question: PopulationQuestion;
  population: Population;
  store: PopulationInsights;
  /** Null where some attribute has no column: then everybody is read. */
  columns: InsightColumns | null;
  sql: SqlQuestion;
  bounds: readonly number[];
  insights: Insights;
  until: number;
}

/** What those who match the one rule of a question have in common, from profile `after` on, as far as half a second goes. */
export async function insightsPart(
  env: Env,
  site: SiteId,
  { question, by, after }: { question: PopulationQuestion; by: InsightUnit; after: number },
): Promise<InsightsPart> {
  const { columns, since } = columnsOf(question);
  const looking: Looking = {
    env,
    question,
    population: new Population(env.DB, site),
    store: new PopulationInsights(env.DB, site),
    columns,
    // Rows written before a column was laid out are read, and so is everybody where one is missing.
    sql: { ...question.sql, since: columns ? Math.max(since, question.sql.since) : Number.MAX_SAFE_INTEGER },
    bounds: periodBounds(by, { now: question.now, zone: question.vocabulary.timeZone }),
    insights: emptyInsights(by),
    until: Date.now() + budgetMs,
  };
  const last = await looking.population.lastNumber();
  let place = after;
  while (place < last && (place === after || Date.now() < looking.until)) {
    place = await lookAtRange(looking, { after: place, upTo: Math.min(place + rangeSize, last), sampled: false });
  }
  return {
    insights: looking.insights,
    next: place < last ? place : null,
    fraction: last === 0 ? 1 : Math.min(place / last, 1),
  };
}

function columnsOf({ linked, vocabulary }: PopulationQuestion): { columns: InsightColumns | null; since: number } {
  const columns = new Columns(linked.bundle.facts);
  const entries = insightAttributes.map((name) => [name, columns.of(attributeFact(name, vocabulary))] as const);
  const isWhole = entries.every(([, column]) => column !== null);
  return { columns: isWhole ? (Object.fromEntries(entries) as InsightColumns) : null, since: columns.since };
}

/** Adds a range; answers how far it came: people who have to be read may take longer than there is time. */
async function lookAtRange(looking: Looking, range: ProfileRange): Promise<number> {
  const { population, store, columns, sql, bounds, insights, until } = looking;
  let upTo = range.after;
  while (upTo < range.upTo && (upTo === range.after || Date.now() < until)) {
    const numbers = await population.open({ ...range, after: upTo }, sql, pageSize);
    await lookAtPeople(looking, numbers);
    upTo = numbers.length < pageSize ? range.upTo : (numbers.at(-1) as number);
  }
  if (columns) {
    const known = { ...range, upTo };
    const [ofColumns, periods, { products, cut }] = await Promise.all([
      store.ofColumns(known, sql, columns),
      store.periods(known, sql, bounds, columns),
      store.products(known, sql, columns),
    ]);
    addInsights(insights, { ...ofColumns, periods, products, productsCut: cut });
  }
  return upTo;
}

async function lookAtPeople({ env, question, store, bounds, insights }: Looking, numbers: readonly number[]) {
  if (numbers.length === 0) return;
  const members = (await matchProfiles(env, question, numbers)).filter(({ answers }) => answers[0]);
  const { purposes } = question.linked.bundle;
  for (const { row, facts } of members) addPerson(insights, { facts, identified: row.identified, purposes });
  const open = members.filter(({ facts }) => facts.allows(behaviourPurpose)).map(({ row }) => row.n);
  if (open.length === 0) return;
  const [periods, { products, cut }] = await Promise.all([
    store.periodsOfPeople(open, bounds),
    store.productsOfPeople(open),
  ]);
  for (const [index, sums] of periods.entries()) addOrders(insights.periods[index] as OrderSums, sums);
  addProducts(insights, products);
  insights.productsCut ||= cut;
}
