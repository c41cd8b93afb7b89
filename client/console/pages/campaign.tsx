import { Loader } from '@mantine/core';
import { CampaignEditorForm } from '../campaign/campaign-editor-form.tsx';
import { useCampaign } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { words } from '../words.ts';

/** `new` or the id of a campaign. */
export default function CampaignEditor({ id }: { id: string }) {
  return id === 'new' ? <CampaignEditorForm row={null} /> : <StoredCampaign id={id} />;
}

function StoredCampaign({ id }: { id: string }) {
  const { data, error, refetch } = useCampaign(id);
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loader aria-label={words.loading} />;
  return <CampaignEditorForm row={data} />;
}
