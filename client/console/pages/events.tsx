import { Button, Loader, Stack, Text, Title } from '@mantine/core';
import { DataTable } from 'mantine-datatable';
import { Link } from 'wouter';
import { formatDay, formatList } from '../formats.ts';
import { useSession } from '../queries.ts';
import { NameCell } from '../schema/name-cell.tsx';
import { SchemaTabs } from '../schema/schema-tabs.tsx';
import { schemaWords } from '../schema/schema-words.ts';
import { useEvents } from '../schema/use-schema.ts';
import { UsedBy } from '../schema/used-by.tsx';
import { Failure } from '../shell/failure.tsx';
import { PageHeader } from '../shell/page-header.tsx';
import { words } from '../words.ts';

type Row = NonNullable<ReturnType<typeof useEvents>['data']>[number];
const columns = schemaWords.eventColumns;

export default function Events() {
  const { data, error, refetch } = useEvents();
  const undeclared = data?.filter(({ origin }) => origin === 'undeclared') ?? [];
  const parts = [
    { title: schemaWords.undeclared, help: schemaWords.undeclaredHelp, rows: undeclared },
    { title: schemaWords.origins.own, rows: data?.filter(({ origin }) => origin === 'own') ?? [] },
    { title: schemaWords.origins.builtIn, rows: data?.filter(({ origin }) => origin === 'ready') ?? [] },
  ];
  return (
    <>
      <PageHeader
        title={schemaWords.tabs.events}
        actions={
          <Button component={Link} href="/events/new">
            {schemaWords.newOne.events}
          </Button>
        }
      />
      <SchemaTabs active="events">
        {error && <Failure error={error} retry={refetch} />}
        {!data && !error && <Loader aria-label={words.loading} />}
        <Stack gap="xl">
          {parts
            .filter(({ rows }) => rows.length > 0)
            .map(({ title, help, rows }) => (
              <Stack key={title} gap="xs" component="section">
                <Title order={2}>{title}</Title>
                {help && (
                  <Text size="sm" c="dimmed">
                    {help}
                  </Text>
                )}
                <EventTable rows={rows} />
              </Stack>
            ))}
        </Stack>
      </SchemaTabs>
    </>
  );
}

function EventTable({ rows }: { rows: Row[] }) {
  const { site } = useSession();
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
          render: ({ definition, origin }) => <NameCell definition={definition} origin={origin} list="/events" />,
        },
        {
          accessor: 'properties',
          title: columns.properties,
          render: ({ definition }) =>
            definition.properties.length === 0
              ? '–'
              : formatList(
                  definition.properties.map(({ label }) => label),
                  'conjunction',
                ),
        },
        {
          accessor: 'lastAt',
          title: columns.lastAt,
          width: 220,
          render: ({ lastAt }) => (lastAt === null ? '–' : formatDay(lastAt, site.timeZone)),
        },
        { accessor: 'usedBy', title: columns.usedBy, width: 220, render: ({ usedBy }) => <UsedBy users={usedBy} /> },
      ]}
    />
  );
}
