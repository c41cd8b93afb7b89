import { createFormContext } from '@mantine/form';
import type { CampaignValues } from './campaign-values.ts';

/** The form of the campaign being edited, for the parts of its page. */
export const [CampaignFormProvider, useCampaignFormContext, useCampaignForm] = createFormContext<CampaignValues>();
