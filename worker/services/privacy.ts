import type { SiteId, VisitorId } from '../../shared/schema/names.ts';
import type { PrivacyRequest } from '../../shared/schema/privacy.ts';
import type { Env } from '../config.ts';
import { ProblemError } from '../middleware/problem.ts';
import { ownersOf } from '../stores/identities.ts';
import { type ProfileRow, Profiles } from '../stores/profiles.ts';
import { Visitors } from '../stores/visitors.ts';
import { verifyIdentityToken } from './identity-token.ts';
import { erasePerson, erasureNote } from './people/erase-person.ts';
import { personStream } from './people/export-person.ts';
import { visitorIdOf } from './visitor-token.ts';

/**
 * Answers a visitor's request for access or erasure. A signed identity token proves whose profile is meant. Without one a browser may
 * have its own anonymous profile erased, and read nothing: whoever borrows a browser must not learn or end what belongs to a person.
 */
export async function answerPrivacy(env: Env, request: PrivacyRequest, now: number): Promise<Response> {
  const site = request.site as SiteId;
  const row = await profileMeant(env, request);
  if (request.action === 'export') {
    return new Response(personStream(env.DB, row), { headers: { 'content-type': 'application/json' } });
  }
  const { id, at, counts } = await erasePerson(env, site, { n: row.n, askedBy: 'visitor', now });
  return Response.json({ id, at, counts, note: erasureNote });
}

async function profileMeant(env: Env, { site: id, seed, action, token }: PrivacyRequest): Promise<ProfileRow> {
  const site = id as SiteId;
  const n = token === undefined ? await ownAnonymous(env, site, { seed, action }) : await proven(env, site, token);
  const row = n === null ? null : await new Profiles(env.DB).read(site, n);
  if (!row) throw new ProblemError('not-found', 'nothing is kept');
  return row;
}

async function proven(env: Env, site: SiteId, token: string): Promise<number | null> {
  const identities = await verifyIdentityToken(env, site, token);
  if (!identities) throw new ProblemError('invalid-token', 'have the server of the site sign a new identity token');
  const owners = (await ownersOf(env.DB, site, identities)).filter(({ level }) => level === 'verified');
  return owners[0]?.n ?? null;
}

async function ownAnonymous(
  env: Env,
  site: SiteId,
  { seed, action }: Pick<PrivacyRequest, 'seed' | 'action'>,
): Promise<number | null> {
  const visitor: VisitorId = await visitorIdOf(env.VISITOR_SECRET, site, seed);
  const own = await new Visitors(env.DB, site).profile(visitor);
  if (action === 'export' || own?.isVerified) {
    throw new ProblemError('invalid-token', 'send a signed identity token: it proves whose data this is');
  }
  return own?.n ?? null;
}
