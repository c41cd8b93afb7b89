import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { identityValue } from '../../../shared/profile/identity.ts';
import { toE164 } from '../../../shared/profile/phone.ts';
import { type IdentityKind, identityKinds } from '../../../shared/profile/snapshot.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import { ProfileId } from '../../../shared/schema/server-api.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { profileId, profileNumber, profilePage } from '../../services/console/profile-rows.ts';
import { Definitions } from '../../stores/definitions.ts';
import { currentNumbers, ownersOf } from '../../stores/identities.ts';
import { ordersOf } from '../../stores/orders.ts';
import { type ProfileRow, Profiles } from '../../stores/profiles.ts';
import { readSite } from '../../stores/sites.ts';
import { json, newApi, operation } from './api-app.ts';
import { Order, orderBody } from './orders.ts';

const Profile = z
  .object({
    id: ProfileId,
    identified: z.boolean(),
    first_seen_at: z.int().nullable(),
    last_seen_at: z.int().nullable(),
    attributes: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
    identities: z.array(
      z.object({ kind: z.enum(identityKinds), value: z.string(), level: z.enum(['claimed', 'verified']) }),
    ),
    segments: z.array(z.object({ id: z.string(), name: z.string() })),
    consent: z.object({ state: z.record(z.string(), z.boolean()), gpc: z.boolean(), at: z.int() }).nullable(),
  })
  .meta({ id: 'Profile' });

const pageSize = 100;
const ListQuery = z.object({
  email: z.string().max(320).optional(),
  phone: z.string().max(40).optional(),
  source_id: z.string().max(320).optional(),
  cursor: ProfileId.optional().meta({ description: 'The `next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(pageSize).default(pageSize),
});

const { security, middleware, problems } = operation('read', 'not-found');
const list = createRoute({
  method: 'get',
  path: '/profiles',
  operationId: 'listProfiles',
  summary: 'List people, newest first, or find them by an id',
  description: 'By email, phone or source id every profile that has it, proven or typed.',
  security,
  middleware,
  request: { query: ListQuery },
  responses: {
    200: json('A page.', z.object({ profiles: z.array(Profile), next: ProfileId.nullable() })),
    ...problems,
  },
});
const get = createRoute({
  method: 'get',
  path: '/profiles/{id}',
  operationId: 'getProfile',
  summary: 'Read a person',
  description: 'An id that was merged into another answers the profile it is part of now.',
  security,
  middleware,
  request: { params: z.object({ id: ProfileId }) },
  responses: { 200: json('The profile.', Profile), ...problems },
});
const getOrders = createRoute({
  method: 'get',
  path: '/profiles/{id}/orders',
  operationId: 'listOrdersOfProfile',
  summary: 'Orders of a person, latest first',
  security,
  middleware,
  request: { params: z.object({ id: ProfileId }) },
  responses: { 200: json('At most 1,000 orders.', z.object({ orders: z.array(Order) })), ...problems },
});

export const profileReads = newApi()
  .openapi(list, async function listProfiles(c) {
    const { site } = c.var.token;
    const { limit, cursor, ...ids } = c.req.valid('query');
    const before = (cursor && profileNumber(cursor)) || Number.MAX_SAFE_INTEGER;
    const found = await numbersBehind(c.env, site, ids);
    const store = new Profiles(c.env.DB);
    const rows = found
      ? (await store.many(found)).filter((row) => row.site === site && row.n < before).sort((a, b) => b.n - a.n)
      : await store.page({ site, before, limit: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const profiles = await bodiesOf(c.env, site, page);
    return c.json({ profiles, next: rows.length > limit && last ? profileId(last.n) : null }, 200);
  })
  .openapi(get, async function getProfile(c) {
    const { site } = c.var.token;
    const row = await personOf(c.env, site, c.req.valid('param').id);
    const [body] = await bodiesOf(c.env, site, [row]);
    return c.json(body as z.infer<typeof Profile>, 200);
  })
  .openapi(getOrders, async function listOrdersOfProfile(c) {
    const row = await personOf(c.env, c.var.token.site, c.req.valid('param').id);
    return c.json({ orders: (await ordersOf(c.env.DB, row.n)).map(orderBody) }, 200);
  });

/** The profile of this site that an id means now. Throws `not-found`. */
export async function personOf(env: Env, site: SiteId, id: string): Promise<ProfileRow> {
  const [n = 0] = await currentNumbers(env.DB, [profileNumber(id) ?? 0]);
  const row = await new Profiles(env.DB).read(site, n);
  if (!row) throw new ProblemError('not-found', 'this site has no such profile');
  return row;
}

/** Profiles that have every id that is asked for; null when none is. */
async function numbersBehind(
  env: Env,
  site: SiteId,
  ids: Partial<Record<IdentityKind, string | undefined>>,
): Promise<number[] | null> {
  const asked = identityKinds.filter((kind) => ids[kind] !== undefined);
  if (asked.length === 0) return null;
  const country = (await readSite(env.DB, site))?.site.country;
  let found: Set<number> | undefined;
  for (const kind of asked) {
    const raw = ids[kind] as string;
    const value = identityValue(kind, kind === 'phone' ? toE164(raw, country) : raw);
    const owners = value === null ? [] : await ownersOf(env.DB, site, [{ kind, value }]);
    const numbers = new Set(owners.map(({ n }) => n));
    found = found ? found.intersection(numbers) : numbers;
  }
  return [...(found ?? [])];
}

async function bodiesOf(env: Env, site: SiteId, rows: readonly ProfileRow[]): Promise<z.infer<typeof Profile>[]> {
  const segments = await new Definitions(env.DB, site).list('segment');
  return rows.map((row) => {
    const page = profilePage(row, segments);
    return {
      id: page.id,
      identified: page.identified,
      first_seen_at: page.firstSeenAt,
      last_seen_at: page.lastSeenAt,
      attributes: page.attributes,
      identities: page.identities.map(({ kind, value, level }) => ({ kind, value, level })),
      segments: page.segments,
      consent: page.consent && { ...page.consent, state: { ...page.consent.state } as Record<string, boolean> },
    };
  });
}
