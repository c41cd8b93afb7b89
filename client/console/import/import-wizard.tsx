import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import type { ColumnTarget, ImportSettings } from '../../../shared/schema/import.ts';
import { SegmentId } from '../../../shared/schema/names.ts';
import { ApiError } from '../api.ts';
import { Panel } from '../profile/panel.tsx';
import { useSession } from '../queries.ts';
import { PageHeader } from '../shell/page-header.tsx';
import { words } from '../words.ts';
import { ColumnMapping } from './column-mapping.tsx';
import { FileChooser } from './file-chooser.tsx';
import { FileReading, type ReadingSettings } from './file-reading.tsx';
import { guessColumns } from './guess-columns.ts';
import { importWords } from './import-words.ts';
import { PeopleOptions, type PeopleSettings } from './people-options.tsx';
import { type FileStart, guessEncoding, readStart } from './read-file.ts';
import { beginImport, type ChosenFile, chosenFor } from './upload.ts';

interface Chosen {
  file: File;
  start: FileStart;
  reading: ReadingSettings;
  columns: ColumnTarget[];
}

const defaults: PeopleSettings = {
  unknown: 'create',
  dateOrder: 'ymd',
  acceptClaimed: false,
  listMode: 'none',
  list: null,
};

/** From a file to a check of it. With `?from=` it starts from the file and settings of an import this page made. */
export function ImportWizard() {
  const { attributes, user } = useSession();
  const [search] = useSearchParams();
  const [before] = useState(() => chosenFor(search.get('from') ?? ''));
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [people, setPeople] = useState(() => (before ? peopleOf(before.settings) : defaults));
  const [, navigate] = useLocation();
  const client = useQueryClient();

  const choosing = useMutation({
    mutationFn: async (file: File) => {
      const encoding = await guessEncoding(file);
      await read(file, { encoding, delimiter: null, hasHeader: true });
    },
  });
  const restoring = useMutation({
    mutationFn: async ({ file, encoding, settings }: ChosenFile) => {
      const delimiter = settings.delimiter ?? null;
      await read(file, { encoding, delimiter, hasHeader: settings.hasHeader }, settings.columns);
    },
  });
  const checking = useMutation({
    mutationFn: (settings: ImportSettings) =>
      beginImport({ file: (chosen as Chosen).file, encoding: (chosen as Chosen).reading.encoding, settings }),
    onSuccess: async (id) => {
      await client.invalidateQueries({ queryKey: ['imports'] });
      navigate(`/imports/${id}`);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens.
  useEffect(() => {
    if (before) restoring.mutate(before);
  }, []);

  async function read(
    file: File,
    reading: Omit<ReadingSettings, 'delimiter'> & { delimiter: ReadingSettings['delimiter'] | null },
    columns?: ColumnTarget[],
  ): Promise<void> {
    const start = await readStart(file, reading);
    setChosen({
      file,
      start,
      reading: { ...reading, delimiter: start.delimiter },
      columns:
        columns ?? guessColumns(headerOf(start, reading.hasHeader), bodyOf(start, reading.hasHeader), attributes),
    });
  }

  const settings = chosen && settingsOf(chosen, people);
  const failure = choosing.error ?? checking.error;
  return (
    <>
      <PageHeader title={importWords.newTitle} back={{ href: '/imports', label: importWords.title }} />
      <Stack maw={920}>
        <Panel title={importWords.file.title}>
          {!chosen && <FileChooser onChoose={(file) => choosing.mutate(file)} />}
          {chosen && (
            <FileReading
              file={chosen.file}
              start={chosen.start}
              reading={chosen.reading}
              onChange={(reading) => read(chosen.file, reading)}
              onOther={() => setChosen(null)}
            />
          )}
        </Panel>
        {chosen && chosen.columns.length > 0 && (
          <>
            <Panel title={importWords.map.title}>
              <ColumnMapping
                names={namesOf(chosen)}
                rows={bodyOf(chosen.start, chosen.reading.hasHeader)}
                columns={chosen.columns}
                onChange={(columns) => setChosen({ ...chosen, columns })}
              />
            </Panel>
            <Panel title={importWords.people.title}>
              <PeopleOptions people={people} hasDates={hasDates(chosen.columns, attributes)} onChange={setPeople} />
            </Panel>
          </>
        )}
        {failure && (
          <Alert color="red" variant="outline" role="alert" title={failure.message}>
            {failure instanceof ApiError &&
              failure.problem.errors?.map(({ detail }) => <Text key={detail}>{detail}</Text>)}
          </Alert>
        )}
        {chosen && (
          <Group>
            <Button
              loading={checking.isPending}
              disabled={settings === null || user.role === 'viewer'}
              onClick={() => settings && checking.mutate(settings)}
            >
              {importWords.check}
            </Button>
            <Text size="sm" c="dimmed">
              {user.role === 'viewer' ? words.form.viewer : importWords.checkHelp}
            </Text>
          </Group>
        )}
      </Stack>
    </>
  );
}

/** Empty names where the file has no header: nothing to guess by. */
function headerOf({ rows: [first = []] }: FileStart, hasHeader: boolean): string[] {
  return hasHeader ? first : first.map(() => '');
}

function bodyOf({ rows }: FileStart, hasHeader: boolean): string[][] {
  return hasHeader ? rows.slice(1) : rows;
}

function namesOf({ start, reading }: Chosen): string[] {
  return headerOf(start, reading.hasHeader).map((name, place) => name.trim() || importWords.file.column(place + 1));
}

function hasDates(columns: ColumnTarget[], attributes: readonly { name: string; type: string }[]): boolean {
  const dates = new Set(attributes.flatMap(({ name, type }) => (type === 'date' ? name : [])));
  return columns.some((target) => target.kind === 'attribute' && dates.has(target.attribute));
}

/** What the server is told to check; null while something is missing. */
function settingsOf({ file, reading, columns }: Chosen, people: PeopleSettings): ImportSettings | null {
  const { listMode, list, ...rest } = people;
  const segment = SegmentId.safeParse(list);
  if (!columns.some(({ kind }) => kind === 'identity' || kind === 'profileId')) return null;
  if (listMode !== 'none' && !segment.success) return null;
  return {
    name: file.name.slice(0, 200),
    delimiter: reading.delimiter,
    hasHeader: reading.hasHeader,
    columns,
    ...rest,
    dryRun: true,
    ...(listMode !== 'none' && segment.success && { list: { segment: segment.data, mode: listMode } }),
  };
}

function peopleOf({ unknown, dateOrder, acceptClaimed, list }: ImportSettings): PeopleSettings {
  return { unknown, dateOrder, acceptClaimed, listMode: list?.mode ?? 'none', list: list?.segment ?? null };
}
