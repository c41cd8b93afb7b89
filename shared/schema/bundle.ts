import type { FactLayout } from '../profile/fact-column.ts';
import type { Measure } from '../profile/measure.ts';
import type { Predicate, Program } from '../rules/program.ts';
import type { SegmentPlan } from '../rules/segment-plan.ts';
import type { Purpose } from './attribute.ts';
import type { Campaign } from './campaign.ts';
import type { Site } from './site.ts';

/** A published segment, compiled. */
export interface BundleSegment {
  id: string;
  /** Never reused; membership and sizes are kept under it. */
  ordinal: number;
  /** Bundle version at which its meaning last changed. */
  since: number;
  /** Has a live condition: no stored membership. */
  live: boolean;
  program: Program;
  /** How it is asked; live segments have none, nor have those of a bundle from before there were plans. */
  plan?: SegmentPlan;
  exposedKey?: string;
}

/** A published campaign, its whole audience compiled into one program. */
export type BundleCampaign = Omit<Campaign, 'audience'> & { program: Program };

/** What the edge needs of a site at one version: compiled at publish, immutable, kept in D1 and KV. JSON throughout. */
export interface Bundle {
  format: 1;
  version: number;
  site: Site;
  purposes: Record<string, Purpose>;
  /** Attributes of the site's own that visitors may not write. */
  closed: string[];
  predicates: Predicate[];
  measures: Measure[];
  /** What each column of `profile_facts` holds. */
  facts: FactLayout;
  segments: BundleSegment[];
  /** By priority, highest first. */
  campaigns: BundleCampaign[];
}
