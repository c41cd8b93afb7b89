import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { words } from '../words.ts';

interface ColumnChooserProps {
  columns: readonly { value: string; label: string }[];
  shown: readonly string[];
  onChange: (shown: string[]) => void;
}

/** Which columns of a table are shown. */
export function ColumnChooser({ columns, shown, onChange }: ColumnChooserProps) {
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
            {columns.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}
