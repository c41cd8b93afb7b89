import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { importWords } from './import-words.ts';

const text = importWords.file;

/** Takes a file: dropped, chosen, or pasted as text. */
export function FileChooser({ onChoose }: { onChoose: (file: File) => void }) {
  const [isOver, setOver] = useState(false);
  const [pasted, setPasted] = useState<string | null>(null);

  return (
    <Stack>
      <Stack
        className="console-drop"
        align="center"
        gap="sm"
        p="xl"
        {...(isOver && { 'data-over': true })}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [file] = event.dataTransfer.files;
          if (file) onChoose(file);
        }}
      >
        <Text>{text.drop}</Text>
        <Group>
          <FileButton accept=".csv,.tsv,.txt,text/csv,text/plain" onChange={(file) => file && onChoose(file)}>
            {(props) => <Button {...props}>{text.choose}</Button>}
          </FileButton>
          <Button variant="default" onClick={() => setPasted((open) => (open === null ? '' : null))}>
            {text.paste}
          </Button>
        </Group>
      </Stack>
      {pasted !== null && (
        <Stack align="start" gap="xs">
          <Textarea
            label={text.pasteLabel}
            autosize
            minRows={4}
            maxRows={14}
            w="100%"
            data-autofocus
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={pasted.trim() === ''}
            onClick={() => onChoose(new File([pasted], text.pastedName, { type: 'text/csv' }))}
          >
            {text.usePasted}
          </Button>
        </Stack>
      )}
    </Stack>
  );
}
