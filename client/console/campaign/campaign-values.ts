import { Campaign } from '../../../shared/schema/campaign.ts';
import type { Block, Promotion } from '../../../shared/schema/promotion.ts';
import { type GroupNode, treeOf, writeRule } from '../rule/rule-tree.ts';
import { newPromotion } from './new-promotion.ts';

export const CampaignDraft = Campaign.omit({ id: true });
export type CampaignDraft = Omit<Campaign, 'id'>;

/** A campaign as its form holds it: the own rule as a tree, empty texts where something optional is absent. */
export type CampaignValues = Omit<CampaignDraft, 'audience'> & {
  audience: { include: string[]; exclude: string[]; tree: GroupNode | null };
};

/** Of what is stored, or a new one's; the id is not the form's to send. */
export function campaignValuesOf(stored: Campaign | null): CampaignValues {
  const { id: _, ...draft } = stored ?? { id: '', ...newCampaign() };
  const { include, exclude, rule } = draft.audience;
  return { ...draft, audience: { include, exclude, tree: rule ? treeOf(rule) : null } };
}

export function campaignDraftOf(values: CampaignValues): CampaignDraft {
  const { include, exclude, tree } = values.audience;
  return {
    ...values,
    name: values.name.trim(),
    audience: { include, exclude, ...(tree && { rule: writeRule(tree).rule }) },
    variants: values.variants.map((variant) => ({ ...variant, promotion: promotionOf(variant.promotion) })),
  };
}

function promotionOf({ lang, ...promotion }: Promotion): Promotion {
  return {
    ...promotion,
    ...(lang && { lang }),
    blocks: promotion.blocks.map(blockOf),
    thankYou: promotion.thankYou.map(blockOf),
  };
}

/** Leaves out what was left empty. */
function blockOf(block: Block): Block {
  switch (block.kind) {
    case 'button': {
      const { url, ...rest } = block;
      return url ? { ...rest, url } : rest;
    }
    case 'coupon': {
      const { label, ...rest } = block;
      return label ? { ...rest, label } : rest;
    }
    default:
      return block;
  }
}

/** What a new campaign starts with: everyone, after ten seconds, once a week, stopped by a submit, a tenth as control. */
function newCampaign(): CampaignDraft {
  return {
    name: '',
    state: 'draft',
    priority: 100,
    audience: { include: [], exclude: [] },
    triggers: [{ kind: 'delay', seconds: 10 }],
    schedule: {},
    caps: [
      { counts: 'shown', max: 1, per: { kind: 'rolling', days: 7 } },
      { counts: 'submitted', max: 1, per: { kind: 'lifetime' } },
    ],
    controlPercent: 10,
    variants: [{ key: 'a', name: 'A', weight: 1, promotion: newPromotion() }],
  };
}
