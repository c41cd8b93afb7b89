import { Button, Group } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Rule } from '../../../shared/rules/rule.ts';
import type { ListedProfile } from '../api.ts';
import { useSession } from '../queries.ts';
import { segmentWords } from '../segment/segment-words.ts';
import { Failure } from '../shell/failure.tsx';
import { useVocabulary } from '../vocabulary.ts';
import { words } from '../words.ts';
import { filterWords } from './filter-words.ts';
import { attributesOf, profileColumn } from './profile-columns.tsx';
import { PutOnList } from './put-on-list.tsx';
import { usePeople } from './use-people.ts';
import { Who, whoOf } from './who.tsx';

interface ProfileTableProps {
  who: string | null;
  rule: Rule | null;
  before: string | null;
  columns: readonly string[];
  onBefore: (before: string | null) => void;
}

/** People page by page; some can be ticked and put on a list. */
export function ProfileTable({ who, rule, before, columns, onBefore }: ProfileTableProps) {
  const { site } = useSession();
  const vocabulary = useVocabulary();
  const [, navigate] = useLocation();
  const [chosen, setChosen] = useState<ListedProfile[]>([]);
  const attributes = attributesOf(columns);
  const { data, error, refetch, isPlaceholderData } = usePeople({ who, rule, before, attributes });
  if (error) return <Failure error={error} retry={refetch} />;
  return (
    <>
      <Group mih={30} my="xs">
        {chosen.length > 0 && <PutOnList ids={chosen.map(({ id }) => id)} onDone={() => setChosen([])} />}
      </Group>
      <DataTable
        withTableBorder
        borderRadius="md"
        fetching={isPlaceholderData || !data}
        minHeight={data?.profiles.length ? 0 : 140}
        noRecordsText={who === null ? filterWords.nobody : words.profiles.nobodyFound}
        scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
        records={data?.profiles ?? []}
        selectedRecords={chosen}
        onSelectedRecordsChange={setChosen}
        getRecordSelectionCheckboxProps={(profile) => ({ 'aria-label': segmentWords.choose(whoOf(profile)) })}
        allRecordsSelectionCheckboxProps={{ 'aria-label': segmentWords.chooseAll }}
        onRowClick={({ record }) => navigate(`/profiles/${record.id}`)}
        columns={[
          { accessor: 'who', title: words.profiles.columns.who, render: (profile) => <Who profile={profile} /> },
          ...columns.flatMap((name) => profileColumn(name, vocabulary, site) ?? []),
        ]}
      />
      <Group mt="md" gap="sm">
        {before !== null && (
          <Button variant="default" onClick={() => onBefore(null)}>
            {words.profiles.newest}
          </Button>
        )}
        {data && data.next !== null && (
          <Button variant="default" onClick={() => onBefore(data.next)}>
            {words.profiles.older}
          </Button>
        )}
      </Group>
    </>
  );
}
