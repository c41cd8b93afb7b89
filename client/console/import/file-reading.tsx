import { Box, Button, Group, Select, Stack, Switch, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type CsvDelimiter, csvDelimiters } from '../../../shared/schema/import.ts';
import { formatBytes, formatNumber } from '../formats.ts';
import { importWords } from './import-words.ts';
import { countRows, type Encoding, encodings, type FileStart } from './read-file.ts';

const text = importWords.file;
const shownRows = 4;

export interface ReadingSettings {
  encoding: Encoding;
  delimiter: CsvDelimiter;
  hasHeader: boolean;
}

interface FileReadingProps {
  file: File;
  start: FileStart;
  reading: ReadingSettings;
  onChange: (reading: ReadingSettings) => void;
  onOther: () => void;
}

/** What was chosen and how it is read, with the first rows as they are understood. */
export function FileReading({ file, start, reading, onChange, onOther }: FileReadingProps) {
  const { data: rows } = useQuery({
    queryKey: ['rows', file.name, file.size, file.lastModified, reading.encoding, reading.delimiter],
    queryFn: ({ signal }) => countRows(file, { ...reading, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const count = rows === undefined ? null : Math.max(0, rows - (reading.hasHeader ? 1 : 0));

  return (
    <Stack>
      <Group justify="space-between">
        <div>
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {file.name}
          </Text>
          <Text size="sm" c="dimmed" role="status">
            {text.about(formatBytes(file.size), count === null ? null : text.rows(count, formatNumber(count)))}
          </Text>
        </div>
        <Button variant="default" size="xs" onClick={onOther}>
          {text.other}
        </Button>
      </Group>
      <Group align="start">
        <Select
          label={text.delimiter}
          description={text.guessed}
          allowDeselect={false}
          data={csvDelimiters.map((value) => ({ value, label: text.delimiters[value] }))}
          value={reading.delimiter}
          onChange={(value) =>
            onChange({ ...reading, delimiter: csvDelimiters.find((one) => one === value) ?? reading.delimiter })
          }
        />
        <Select
          label={text.encoding}
          description={text.guessed}
          allowDeselect={false}
          data={encodings.map((value) => ({ value, label: text.encodings[value] }))}
          value={reading.encoding}
          onChange={(value) =>
            onChange({ ...reading, encoding: encodings.find((one) => one === value) ?? reading.encoding })
          }
        />
      </Group>
      <Switch
        label={text.header}
        checked={reading.hasHeader}
        onChange={(event) => onChange({ ...reading, hasHeader: event.currentTarget.checked })}
      />
      <FirstRows rows={start.rows} hasHeader={reading.hasHeader} />
    </Stack>
  );
}

function FirstRows({ rows, hasHeader }: { rows: string[][]; hasHeader: boolean }) {
  const [first = []] = rows;
  const shown = rows.slice(hasHeader ? 1 : 0, shownRows + (hasHeader ? 1 : 0));
  if (rows.length === 0) return <Text role="alert">{text.unreadable}</Text>;
  return (
    <Box component="section" className="console-panel console-scroll" aria-label={text.first} tabIndex={0}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {first.map((name, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file have no other identity.
              <Table.Th key={place}>{hasHeader && name !== '' ? name : text.column(place + 1)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <Table.Tr key={row}>
              {first.map((_, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <Table.Td key={place}>{cells[place]}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
