import { words } from '../words.ts';
import { useCampaignFormContext } from './campaign-form-context.ts';
import { CapList } from './cap-list.tsx';

/** How often visitors get the promotions of this campaign. */
export function CapFields() {
  return <CapList title={words.campaign.caps} form={useCampaignFormContext()} />;
}
