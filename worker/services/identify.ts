import type { ProvenIdentity } from '../../shared/profile/accepted-batch.ts';
import type { SiteId, VisitorId } from '../../shared/schema/names.ts';
import type { Env } from '../config.ts';
import { verifyIdentityToken } from './identity-token.ts';
import { linkVisitor } from './link-visitor.ts';

/** A batch's events with signed tokens taken out, and what they prove. */
export interface Identified {
  events: unknown[];
  proven: ProvenIdentity[];
  /** By place of the event. */
  refusals: Map<number, string>;
}

/**
 * Looks for `identify` events that carry a signed `token` among their attributes, verifies it and links the browser to that person. A
 * token that does not verify, or names somebody other than the browser's person, refuses its event and proves nothing. Tokens are not kept.
 */
export async function identify(
  env: Env,
  { site, visitor, events, now }: { site: SiteId; visitor: VisitorId; events: readonly unknown[]; now: number },
): Promise<Identified> {
  const identified: Identified = { events: [...events], proven: [], refusals: new Map() };
  for (const [index, event] of events.entries()) {
    const attributes = identifyAttributes(event);
    if (!attributes || attributes.token === undefined) continue;
    const { token, ...rest } = attributes;
    identified.events[index] = { ...(event as object), properties: { attributes: rest } };
    const proven = typeof token === 'string' ? await verifyIdentityToken(env, site, token) : null;
    if (!proven) {
      identified.refusals.set(index, 'the identity token does not verify: have the server of the site sign a new one');
    } else if (await linkVisitor(env, { site, visitor, proven, now })) {
      identified.proven.push(...proven);
    } else {
      identified.refusals.set(
        index,
        'this browser belongs to somebody else: call reset before another person signs in',
      );
    }
  }
  return identified;
}

function identifyAttributes(event: unknown): Record<string, unknown> | undefined {
  if (typeof event !== 'object' || event === null) return undefined;
  const { name, properties } = event as { name?: unknown; properties?: { attributes?: unknown } | null };
  const attributes = name === 'identify' ? properties?.attributes : undefined;
  return typeof attributes === 'object' && attributes !== null ? (attributes as Record<string, unknown>) : undefined;
}
