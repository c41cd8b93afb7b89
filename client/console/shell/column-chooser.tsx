import { Button, Checkbox, Popover, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { words } from '../words.ts';

interface ColumnChooserProps {
  columns: readonly { value: string; label: string }[];
  shown: readonly string[];
  onChange: (shown: string[]) => void;
}

/** From so many on they can be searched. */
const manyColumns = 12;

/** Which columns of a table are shown. */
export function ColumnChooser({ columns, shown, onChange }: ColumnChooserProps) {
  const [find, setFind] = useState('');
  const found = columns.filter(({ label }) => label.toLowerCase().includes(find.trim().toLowerCase()));
  return (
    <Popover position="bottom-end" trapFocus withinPortal={false}>
      <Popover.Target>
        <Button variant="default">{words.columns}</Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={words.columns} mah="24rem" style={{ overflowY: 'auto' }}>
        <Checkbox.Group
          aria-label={words.columns}
          value={[...shown]}
          onChange={(chosen) => onChange(columns.flatMap(({ value }) => (chosen.includes(value) ? [value] : [])))}
        >
          <Stack gap="xs">
            {columns.length > manyColumns && (
              <TextInput
                type="search"
                size="sm"
                aria-label={words.findColumn}
                placeholder={words.findColumn}
                value={find}
                onChange={(event) => setFind(event.currentTarget.value)}
              />
            )}
            {found.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}
