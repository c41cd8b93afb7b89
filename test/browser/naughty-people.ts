import type { Page } from 'playwright-core';
import { dealer, packed } from '../support/naughty-texts.ts';
import { type Call, send } from './send-calls.ts';

export const people = 200;

/** Writes them by the server API; answers their ids. The first has every text among what is known, done and ordered. */
export async function writePeople(page: Page): Promise<string[]> {
  const ids: string[][] = [];
  for (const call of personCalls()) {
    const [outcome] = await send<{ refused: number; results: { id: string }[] }>(page, [call]);
    if (outcome?.refused !== 0) throw new Error(JSON.stringify(outcome).slice(0, 500));
    ids.push(outcome.results.map(({ id }) => id));
  }
  return ids[0] ?? [];
}

/** People with all texts as what is known of them, undeclared names too; their orders and what they did. */
function personCalls(): Call[] {
  const [short, texts, item, name, category] = [dealer(100), packed(300), dealer(500), dealer(100), dealer(200)];
  const who = (n: number) => ({ identifiers: { source_id: `person-${n}` } });
  const profiles = Array.from({ length: people }, (_, n) => ({
    ...who(n),
    attributes: {
      first_name: short(),
      last_name: short(),
      tea_0: short(),
      ...Object.fromEntries(n > 0 ? [] : texts.map((text, index) => [`unsaid_${index}`, text])),
    },
  }));
  const orders = packed(100).map((id, n) => ({
    id,
    ...who(n % 5),
    total: 10 + n,
    currency: 'EUR',
    coupon: name(),
    items: [{ item_id: name(), item_name: item(), item_category: category(), price: 10 + n, quantity: 1 }],
  }));
  const events = texts.map((text, n) => ({
    ...who(n % 5),
    name: ['page_view', 'search', 'brewed_1', 'undeclared_one'][n % 4],
    properties: { leaf: text, title: text, search_term: text, [`odd_${n}`]: text },
  }));
  return [
    ['POST', '/api/v1/profiles/batch', { profiles }],
    ['POST', '/api/v1/orders', { orders }],
    ['POST', '/api/v1/events', { events }],
  ];
}
