import { Loader } from '@mantine/core';
import { useLocation } from 'wouter';
import { answer, api } from '../api.ts';
import { ExportFiles } from '../export/export-files.tsx';
import { ExportForm } from '../export/export-form.tsx';
import { exportWords } from '../export/export-words.ts';
import { useExport, useExportsChanged } from '../export/use-exports.ts';
import { useSession } from '../queries.ts';
import { SureButton } from '../settings/sure-button.tsx';
import { Failure } from '../shell/failure.tsx';
import { notify } from '../shell/notify.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { setUnsaved } from '../unsaved.ts';
import { words } from '../words.ts';

const back = { href: '/exports', label: exportWords.title };

/** `new` or the id of an export. */
export default function ExportPage({ id }: { id: string }) {
  return id === 'new' ? <NewExport /> : <OldExport id={id} />;
}

function NewExport() {
  const [, navigate] = useLocation();
  const changed = useExportsChanged();
  return (
    <>
      <PageHeader title={exportWords.create} back={back} />
      <ExportForm
        settings={null}
        onSave={async (json) => {
          const { id } = await answer(api.exports.$post({ json }));
          setUnsaved(false);
          await changed();
          navigate(`/exports/${id}`);
        }}
      />
    </>
  );
}

function OldExport({ id }: { id: string }) {
  const [, navigate] = useLocation();
  const { user } = useSession();
  const { data, error, refetch } = useExport(id);
  const changed = useExportsChanged();
  if (error) return <Failure error={error} retry={refetch} />;
  if (!data) return <Loader aria-label={words.loading} />;
  const { settings, runs } = data;
  return (
    <>
      <PageHeader
        title={settings.name}
        back={back}
        actions={
          user.role !== 'viewer' && (
            <SureButton
              label={exportWords.remove}
              title={exportWords.removeOf(settings.name)}
              question={exportWords.removeSure}
              onSure={async () => {
                await answer(api.exports[':id'].$delete({ param: { id } }));
                setUnsaved(false);
                navigate(back.href);
                await changed();
              }}
            />
          )
        }
      />
      <ExportForm
        settings={settings}
        onSave={async (json) => {
          await answer(api.exports[':id'].$put({ param: { id }, json }));
          notify(exportWords.saved, exportWords.savedText);
          await changed();
        }}
      />
      <ExportFiles id={id} runs={runs} />
    </>
  );
}
