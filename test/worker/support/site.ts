import { env } from 'cloudflare:workers';
import type { Campaign } from '../../../shared/schema/campaign.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Segment } from '../../../shared/schema/segment.ts';
import type { Site } from '../../../shared/schema/site.ts';
import { publish } from '../../../worker/services/publish.ts';
import { Definitions } from '../../../worker/stores/definitions.ts';
import { createSite } from '../../../worker/stores/sites.ts';

export const shopOrigin = 'https://shop.example';

export interface SiteUnderTest {
  id: SiteId;
  segments: Definitions;
  /** Saves a new draft of a segment. */
  edit(segment: Segment): Promise<void>;
  /** Publishes every draft; throws on faults. */
  publish(): Promise<number>;
}

/** A site of its own with these definitions, published. */
export async function makeSite(what: {
  id: string;
  settings?: Partial<Site>;
  segments?: Segment[];
  campaigns?: Campaign[];
}): Promise<SiteUnderTest> {
  const id = what.id as SiteId;
  const now = Date.now();
  const site: Site = {
    id,
    name: 'Under test',
    origins: [shopOrigin],
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    consentMode: 'implied',
    caps: [],
    holdoutPercent: 0,
    ...what.settings,
  };
  await createSite(env.DB, site, now);
  const definitions = new Definitions(env.DB, id);
  for (const segment of what.segments ?? []) await definitions.create('segment', segment.id, segment, now);
  for (const campaign of what.campaigns ?? []) await definitions.create('campaign', campaign.id, campaign, now);
  const republish = async (): Promise<number> => {
    const published = await publish({ db: env.DB, bundles: env.BUNDLES }, id, { by: 'test', now: Date.now() });
    if (!published.ok) throw new Error(JSON.stringify(published));
    return published.version;
  };
  await republish();
  return {
    id,
    segments: definitions,
    async edit(segment) {
      const stored = await definitions.get('segment', segment.id);
      if (!stored) throw new Error(`no segment ${segment.id}`);
      await definitions.saveDraft('segment', segment, { id: segment.id, revision: stored.revision, now: Date.now() });
    },
    publish: republish,
  };
}
