import { Button, Loader, Stack, Text, TextInput, Title } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { Link, useSearchParams } from 'wouter';
import { attributeGroups } from '../../../shared/schema/attribute.ts';
import { NameCell } from '../schema/name-cell.tsx';
import { SchemaTabs } from '../schema/schema-tabs.tsx';
import { schemaWords } from '../schema/schema-words.ts';
import { useAttributes } from '../schema/use-schema.ts';
import { UsedBy } from '../schema/used-by.tsx';
import { Failure } from '../shell/failure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { words } from '../words.ts';

type Row = NonNullable<ReturnType<typeof useAttributes>['data']>[number];
const { columns } = schemaWords;

export default function Attributes() {
  const { data, error, refetch } = useAttributes();
  const [search, setSearch] = useSearchParams();
  const find = search.get('find') ?? '';
  const rows = (data ?? []).filter(({ definition: { name, label } }) =>
    `${name} ${label}`.toLowerCase().includes(find.trim().toLowerCase()),
  );
  const undeclared = rows.filter(({ origin }) => origin === 'undeclared');

  return (
    <>
      <PageHeader
        title={schemaWords.tabs.attributes}
        actions={
          <Button component={Link} href="/attributes/new">
            {schemaWords.newOne.attributes}
          </Button>
        }
      />
      <SchemaTabs active="attributes">
        {error && <Failure error={error} retry={refetch} />}
        {!data && !error && <Loader aria-label={words.loading} />}
        <TextInput
          type="search"
          aria-label={schemaWords.find}
          placeholder={schemaWords.find}
          value={find}
          onChange={({ currentTarget: { value } }) => setSearch(value === '' ? {} : { find: value }, { replace: true })}
          maw={320}
          mb="md"
        />
        {data && rows.length === 0 && <Text>{schemaWords.noneFound}</Text>}
        <Stack gap="xl">
          {undeclared.length > 0 && (
            <Stack gap="xs" component="section">
              <Title order={2}>{schemaWords.undeclared}</Title>
              <Text size="sm" c="dimmed">
                {schemaWords.undeclaredHelp}
              </Text>
              <AttributeTable rows={undeclared} />
            </Stack>
          )}
          {attributeGroups.map((group) => {
            const ofGroup = rows.filter(
              ({ definition, origin }) => definition.group === group && origin !== 'undeclared',
            );
            if (ofGroup.length === 0) return null;
            return (
              <Stack key={group} gap="xs" component="section">
                <Title order={2}>{words.profiles.groups[group]}</Title>
                <AttributeTable rows={ofGroup} />
              </Stack>
            );
          })}
        </Stack>
      </SchemaTabs>
    </>
  );
}

function AttributeTable({ rows }: { rows: Row[] }) {
  return (
    <DataTable
      withTableBorder
      borderRadius="md"
      records={rows}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
      idAccessor={({ definition }) => definition.name}
      columns={[
        {
          accessor: 'name',
          title: columns.name,
          cellsClassName: 'console-name-cell',
          render: ({ definition, origin }) => <NameCell definition={definition} origin={origin} list="/attributes" />,
        },
        {
          accessor: 'type',
          title: columns.type,
          width: 140,
          render: ({ definition }) => schemaWords.types[definition.type],
        },
        {
          accessor: 'purpose',
          title: columns.purpose,
          width: 190,
          render: ({ definition }) => schemaWords.purposes[definition.purpose],
        },
        {
          accessor: 'writtenBy',
          title: columns.writtenBy,
          width: 190,
          render: ({ definition }) => schemaWords.writers[definition.writtenBy],
        },
        { accessor: 'usedBy', title: columns.usedBy, width: 220, render: ({ usedBy }) => <UsedBy users={usedBy} /> },
      ]}
    />
  );
}
