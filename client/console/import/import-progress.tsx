import { Alert, Button, Group, Loader, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { answer, api, type ImportRow } from '../api.ts';
import { formatMoment, formatNumber, formatPercent } from '../formats.ts';
import { useSession } from '../queries.ts';
import { Failure } from '../shell/failure.tsx';
import { Figure } from '../shell/figure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { words } from '../words.ts';
import { sentenceOf } from './import-sentence.ts';
import { ImportState } from './import-state.tsx';
import { importWords } from './import-words.ts';
import { beginImport, useUpload } from './upload.ts';
import { useImportRun } from './use-import-run.ts';

const counted = ['rows', 'updated', 'created', 'skipped', 'bad'] as const;

/** How an import stands and what can be done with it; while it is open it drives the import. */
export function ImportProgress({ id }: { id: string }) {
  const { row, rate, error, retry } = useImportRun(id);
  const { site } = useSession();
  if (error) return <Failure error={error} retry={retry} />;
  if (!row) return <Loader aria-label={words.loading} />;
  return (
    <>
      <PageHeader
        title={row.settings.name}
        back={{ href: '/imports', label: importWords.title }}
        aside={
          <Group gap="sm">
            <ImportState one={row} />
            <Text size="sm" c="dimmed">
              {importWords.whose(row.createdBy, formatMoment(row.createdAt, site.timeZone))}
            </Text>
          </Group>
        }
      />
      <Stack maw={920}>
        {row.state === 'uploading' && <Uploading id={id} />}
        {row.state === 'running' && (
          <Stack gap={6}>
            <Progress value={row.fraction * 100} aria-label={importWords.progress} size="lg" />
            <Text size="sm" role="status">
              {importWords.reading(formatPercent(row.fraction), rate === null ? null : formatNumber(Math.round(rate)))}
            </Text>
            <Text size="sm" c="dimmed">
              {importWords.survives}
            </Text>
          </Stack>
        )}
        {row.fault !== null && (
          <Alert color="red" variant="outline" role="alert">
            {row.fault}
          </Alert>
        )}
        {row.state !== 'uploading' && (
          <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }}>
            {counted.map((name) => (
              <Figure key={name} label={importWords.figures[name]} value={formatNumber(row.counts[name])} />
            ))}
          </SimpleGrid>
        )}
        {row.state === 'cancelled' && !row.settings.dryRun && <Text>{importWords.stopped}</Text>}
        {row.state === 'done' && <Text fw={600}>{sentenceOf(row)}</Text>}
        {row.state === 'done' && row.settings.dryRun && <Text>{importWords.wouldBe}</Text>}
        <Actions row={row} />
        {row.counts.bad > 0 && (
          <Text size="sm" c="dimmed">
            {importWords.failuresHelp}
          </Text>
        )}
      </Stack>
    </>
  );
}

function Uploading({ id }: { id: string }) {
  const upload = useUpload(id);
  if (upload && !upload.error) {
    return (
      <Stack gap={6}>
        <Progress value={upload.fraction * 100} aria-label={importWords.uploading('')} size="lg" />
        <Text size="sm" role="status">
          {importWords.uploading(formatPercent(upload.fraction))}
        </Text>
      </Stack>
    );
  }
  return (
    <Alert color="red" variant="outline" role="alert" title={upload?.error?.message}>
      <Stack gap="sm" align="start">
        <Text size="sm">{importWords.cut}</Text>
        <Button component={Link} href={`/imports/new?from=${id}`} size="xs" variant="default">
          {importWords.again}
        </Button>
      </Stack>
    </Alert>
  );
}

function Actions({ row }: { row: ImportRow }) {
  const { user } = useSession();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const upload = useUpload(row.id);
  const { id, state, settings, counts } = row;
  const refresh = () =>
    Promise.all(
      ['imports', 'import', 'segments', 'profiles'].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  const cancelling = useMutation({
    mutationFn: () => answer(api.imports[':id'].cancel.$post({ param: { id } })),
    onSuccess: refresh,
  });
  const importing = useMutation({
    mutationFn: (chosen: NonNullable<typeof upload>) =>
      beginImport({ ...chosen, settings: { ...chosen.settings, dryRun: false } }),
    onSuccess: async (made) => {
      await refresh();
      navigate(`/imports/${made}`);
    },
  });
  const isOpen = state === 'uploading' || state === 'running';
  const isChecked = state === 'done' && settings.dryRun;
  const failure = cancelling.error ?? importing.error;

  return (
    <>
      {isChecked && !upload && <Text size="sm">{importWords.fileGone}</Text>}
      <Group>
        {isChecked && upload && (
          <Button
            loading={importing.isPending}
            disabled={user.role === 'viewer' || counts.rows === counts.bad}
            onClick={() => importing.mutate(upload)}
          >
            {importWords.real(formatNumber(counts.rows - counts.bad))}
          </Button>
        )}
        {isOpen && (
          <Button
            variant="default"
            loading={cancelling.isPending}
            disabled={user.role === 'viewer'}
            onClick={() => cancelling.mutate()}
          >
            {importWords.stop}
          </Button>
        )}
        {counts.bad > 0 && (
          <Button component="a" href={`/api/console/imports/${id}/failures.csv`} download variant="default">
            {importWords.failures}
          </Button>
        )}
        {!isOpen && (
          <Button component={Link} href={`/imports/new${upload ? `?from=${id}` : ''}`} variant="default">
            {isChecked ? importWords.change : importWords.create}
          </Button>
        )}
      </Group>
      {failure && (
        <Alert color="red" variant="outline" role="alert">
          {failure.message}
        </Alert>
      )}
    </>
  );
}
