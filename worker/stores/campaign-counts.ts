import { controlVariant } from '../../shared/decision/assignment.ts';
import type { Event } from '../../shared/schema/event.ts';
import type { SiteId } from '../../shared/schema/names.ts';

/** What came of a campaign so far, as events: somebody may be in a number more than once. */
export interface CampaignCounts {
  viewed: number;
  clicked: number;
  submitted: number;
  /** Times that it was due to somebody of the control group. */
  withheld: number;
}

export const noCounts: CampaignCounts = { viewed: 0, clicked: 0, submitted: 0, withheld: 0 };

const kinds: Readonly<Record<string, keyof CampaignCounts>> = {
  promotion_viewed: 'viewed',
  promotion_clicked: 'clicked',
  promotion_submitted: 'submitted',
};

/** What the good events of a batch add; nothing for a batch without any of a promotion. */
export function countPromotions(db: D1Database, site: SiteId, events: readonly Event[]): D1PreparedStatement[] {
  const added = new Map<string, CampaignCounts>();
  for (const event of events) {
    const kind = kindOf(event);
    // Only events of campaigns that there are come as far as this.
    const campaign = String(event.properties.campaign);
    if (!kind) continue;
    const counts = added.get(campaign) ?? { ...noCounts };
    counts[kind] += 1;
    added.set(campaign, counts);
  }
  if (added.size === 0) return [];
  const rows = [...added].map(([campaign, { viewed, clicked, submitted, withheld }]) => [
    campaign,
    viewed,
    clicked,
    submitted,
    withheld,
  ]);
  const add = db
    .prepare(
      `INSERT INTO campaign_counts (site, campaign, viewed, clicked, submitted, withheld)
       SELECT ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?2) WHERE true
       ON CONFLICT DO UPDATE SET viewed = viewed + excluded.viewed, clicked = clicked + excluded.clicked,
         submitted = submitted + excluded.submitted, withheld = withheld + excluded.withheld`,
    )
    .bind(site, JSON.stringify(rows));
  return [add];
}

function kindOf({ name, properties }: Event): keyof CampaignCounts | undefined {
  if (name === 'promotion_exposed') return properties.variant === controlVariant ? 'withheld' : undefined;
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
}

/** Of every campaign of a site that anything came of. */
export async function campaignCounts(db: D1Database, site: SiteId): Promise<Map<string, CampaignCounts>> {
  const { results } = await db
    .prepare('SELECT campaign, viewed, clicked, submitted, withheld FROM campaign_counts WHERE site = ?')
    .bind(site)
    .all<CampaignCounts & { campaign: string }>();
  return new Map(results.map(({ campaign, ...counts }) => [campaign, counts]));
}
