import { visitorHash } from '../../shared/decision/bucket.ts';
import type { SiteId, VisitorId } from '../../shared/schema/names.ts';
import type { CollectRequest, CollectResponse, Reply } from '../../shared/schema/protocol.ts';
import type { Site } from '../../shared/schema/site.ts';
import type { Env } from '../config.ts';
import { ProblemError } from '../middleware/problem.ts';
import { Bundles } from '../stores/bundles.ts';
import { D1ProfileStore } from '../stores/d1-profile-store.ts';
import { type Applied, ContentionError, ErasedError, IdentityTakenError } from '../stores/profile-store.ts';
import { identify } from './identify.ts';
import { noteSeen } from './note-seen.ts';
import { isDebugToken, isSame, makeVisitorToken, visitorIdOf } from './visitor-token.ts';

/** Facts of the HTTP request beside its body. */
export interface Arrival {
  site: Site;
  /** Location, device and language by attribute name. */
  facts: Record<string, string>;
  /** A program that says so of itself: answered, and never counted. */
  isBot: boolean;
  /** `Sec-GPC: 1`. */
  gpc: boolean;
  /** Epoch ms. */
  now: number;
  /** Goes on with something once the answer is out. */
  later: (work: Promise<unknown>) => void;
}

/**
 * Takes one batch of a visitor: admits, applies, answers. Throws `ProblemError` for a token that is not this visitor's and
 * when too many write at once.
 */
export async function collect(env: Env, request: CollectRequest, arrival: Arrival): Promise<string> {
  const { site, now } = arrival;
  const id = site.id as SiteId;
  const visitor = await visitorIdOf(env.VISITOR_SECRET, id, request.seed);
  const { token } = request;
  const ownToken = await makeVisitorToken(env.VISITOR_SECRET, id, visitor);
  if (token !== undefined && !isSame(token, ownToken)) {
    throw new ProblemError('invalid-token', 'the token was not made for this seed: forget it and send the seed alone');
  }
  if (arrival.isBot) return answerTo({ token: ownToken, ageMs: 0 }, JSON.stringify(nothingCounted(request)));
  const applied = await apply(env, visitor, request, arrival);
  if (applied.taken) arrival.later(noteSeen(env.DB, applied.taken.bundle, { events: applied.taken.events, now }));
  const mayAskWhy =
    request.debug !== undefined && (await isDebugToken(env.VISITOR_SECRET, request.debug, { site: id, now }));
  const refused = mayAskWhy && applied.refused ? { refused: applied.refused } : {};
  return answerTo({ token: ownToken, ageMs: now - applied.committedAt, ...refused }, applied.reply);
}

/** How often an id of a token may be proven for somebody else between looking and writing. */
const maxLinks = 5;

/** Finds out who the visitor is, and folds the batch into that profile. */
async function apply(env: Env, visitor: VisitorId, request: CollectRequest, arrival: Arrival): Promise<Applied> {
  const site = arrival.site.id as SiteId;
  const { now } = arrival;
  const store = new D1ProfileStore(env.DB, new Bundles({ db: env.DB, bundles: env.BUNDLES }));
  for (let attempt = 1; ; attempt += 1) {
    const batch = {
      ...request.batch,
      ...(await identify(env, { site, visitor, events: request.batch.events, now })),
      gpc: request.batch.gpc || arrival.gpc,
      sentAt: request.sentAt,
      request: { ...arrival.facts, language: request.batch.language },
      hash: visitorHash(visitor),
      now,
    };
    try {
      return await store.apply(site, visitor, batch);
    } catch (error) {
      if (error instanceof ErasedError)
        throw new ProblemError('erased', 'forget the seed, the token and what waits to be sent');
      const isTaken = error instanceof IdentityTakenError;
      if (isTaken && attempt < maxLinks) continue;
      if (isTaken || error instanceof ContentionError) throw new ProblemError('overloaded');
      throw error;
    }
  }
}

/** The body of the answer; the reply goes out as the very bytes that were stored. */
function answerTo(head: Omit<CollectResponse, 'reply'>, reply: string): string {
  return `${JSON.stringify(head).slice(0, -1)},"reply":${reply}}`;
}

function nothingCounted({ batch: { stream, sequence, events } }: CollectRequest): Reply {
  const rejected = events.map((_, index) => ({ index, detail: 'programs are not counted' }));
  return { stream, sequence, rejected, segments: [], maybe: [], offers: [] };
}
