import type { SiteId } from '../../../shared/schema/names.ts';
import type { Env } from '../../../worker/config.ts';
import local from '../../../worker/local/index.ts';
import { makeApiToken } from '../../../worker/services/api-token.ts';
import type { PersonWrite } from '../../../worker/services/people/gather.ts';
import { writePeople } from '../../../worker/services/people/write-people.ts';
import { countingDb } from './counting-db.ts';

const site = 's_demo' as SiteId;

/** The Worker with its demo; tells of each answer how many rows it took, and makes people as the server API does. */
export default {
  ...local,
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === '/bench/token') {
      const now = Date.now();
      const what = { site, name: 'bench', scopes: ['admin' as const], expiresAt: null, by: 'bench', now };
      return Response.json(await makeApiToken(env.DB, what));
    }
    if (pathname === '/bench/people') {
      const { first, count } = (await request.json()) as { first: number; count: number };
      const now = Date.now();
      const writes = Array.from({ length: count }, (_, index) => person(first + index, now));
      const outcomes = await writePeople(env, site, writes, { unknown: 'create', acceptClaimed: false, now });
      return Response.json({ created: outcomes.filter(({ kind }) => kind === 'created').length });
    }
    const { db, bill } = countingDb(env.DB);
    const answer = await local.fetch(request, { ...env, DB: db }, context);
    const body = await answer.arrayBuffer();
    const counted = new Response(body, answer);
    counted.headers.set('bench-rows', `${bill.read} ${bill.written}`);
    return counted;
  },
};

const names = ['Ann', 'Ben', 'Cem', 'Dia', 'Eva', 'Fox', 'Gus'];
const cities = ['Berlin', 'Gdansk', 'Lyon', 'Porto', 'Turin'];

/** The same number is the same person. */
function person(index: number, now: number): PersonWrite {
  const attributes = {
    first_name: names[index % names.length] as string,
    last_name: `Number ${index}`,
    city: cities[index % cities.length] as string,
  };
  const identities = [
    { kind: 'email' as const, value: `person${index}@bench.example` },
    { kind: 'source_id' as const, value: `customer-${index}` },
  ];
  const events = [{ name: 'identify', time: now, session: '', properties: { attributes } }];
  return { who: { identities }, statement: { events, proven: identities, consent: {}, source: 'api' } };
}
