import { Alert, Box, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Rule } from '../../../shared/rules/rule.ts';
import { formatNumber } from '../formats.ts';
import { FilterChips } from '../profile/filter-chips.tsx';
import { FilterPanel } from '../profile/filter-panel.tsx';
import { ruleOfAddress } from '../profile/filter-rule.ts';
import { filterWords } from '../profile/filter-words.ts';
import { FindPerson } from '../profile/find-person.tsx';
import { columnChoices, useProfileColumns } from '../profile/profile-columns.tsx';
import { ProfileTable } from '../profile/profile-table.tsx';
import { SaveFilters } from '../profile/save-filters.tsx';
import { useOverview } from '../queries.ts';
import { PeopleCount } from '../segment/people-count.tsx';
import { usePeopleCount } from '../segment/use-people-count.ts';
import { ColumnChooser } from '../shell/column-chooser.tsx';
import { EmptyState } from '../shell/empty-state.tsx';
import { Failure } from '../shell/failure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { useAddress } from '../shell/use-address.ts';
import { useVocabulary } from '../vocabulary.ts';
import { words } from '../words.ts';

/** Everybody, or those who fit filters; which ones is the address. */
export default function Profiles() {
  const overview = useOverview();
  const people = overview.data?.people;
  return (
    <>
      <PageHeader
        title={words.profiles.title}
        actions={
          <Button component={Link} href="/imports/new" variant="default">
            {words.profiles.import}
          </Button>
        }
        aside={
          people && (
            <Text c="dimmed">
              {formatNumber(people.total)} ·{' '}
              {words.size.counted(formatNumber(people.identified), formatNumber(people.total - people.identified))}
            </Text>
          )
        }
      />
      {overview.error && <Failure error={overview.error} retry={overview.refetch} />}
      {people?.total === 0 && (
        <EmptyState text={words.profiles.empty} action={{ href: '/', label: words.profiles.emptyAction }} />
      )}
      {people && people.total > 0 && <FilteredProfiles />}
    </>
  );
}

function FilteredProfiles() {
  const vocabulary = useVocabulary();
  const [search, change] = useAddress();
  const [isOpen, setOpen] = useState(false);
  const [columns, setColumns] = useProfileColumns();
  const who = search.get('who');
  const asked = ruleOfAddress(search.get('rule'), vocabulary);
  const rule = asked ?? null;
  const setRule = (next: Rule | null) =>
    change({ rule: next === null ? null : JSON.stringify(next), before: null, who: null });
  const counting = usePeopleCount(rule);
  return (
    <>
      <Group justify="space-between" align="start" gap="xs">
        <Box flex="1 1 480px">
          <FindPerson key={who} who={who ?? ''} onFind={(name) => change({ who: name, before: null, rule: null })} />
        </Box>
        <Group gap="xs">
          <Button variant="default" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen ? filterWords.close : filterWords.open}
          </Button>
          <ColumnChooser columns={columnChoices(vocabulary)} shown={columns} onChange={setColumns} />
        </Group>
      </Group>
      {asked === undefined && (
        <Alert variant="outline" color="gray" mb="sm">
          {filterWords.unknown}
        </Alert>
      )}
      {isOpen && <FilterPanel rule={rule} onChange={setRule} />}
      {rule && (
        <>
          <Group gap="xs" my="xs">
            <FilterChips rule={rule} onChange={setRule} />
            <SaveFilters rule={rule} />
          </Group>
          <PeopleCount counting={counting} />
        </>
      )}
      <ProfileTable
        who={who}
        // A moment after the last change, as the count is.
        rule={rule && (counting.counted ?? rule)}
        before={search.get('before')}
        columns={columns}
        onBefore={(before) => change({ before })}
      />
    </>
  );
}
