import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { namesIn } from './people-names.ts';
import { segmentWords } from './segment-words.ts';

interface AddPeopleProps {
  /** Answers what could not be done, or null. */
  onAdd: (names: string[]) => Promise<string | null>;
}

/** Puts people on a list by pasting who they are. */
export function AddPeople({ onAdd }: AddPeopleProps) {
  const [text, setText] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const [isWorking, setWorking] = useState(false);

  async function add() {
    setWorking(true);
    const unknown = await onAdd(namesIn(text));
    setWorking(false);
    setSaid(unknown);
    if (unknown === null) setText('');
  }

  return (
    <Group align="end" gap="sm">
      <Textarea
        label={segmentWords.addPeople}
        description={segmentWords.peopleHelp}
        autosize
        minRows={1}
        maxRows={8}
        flex="1 1 320px"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button variant="default" loading={isWorking} disabled={text.trim() === ''} onClick={add}>
        {segmentWords.addPeople}
      </Button>
      {said !== null && (
        <Text size="sm" role="alert" w="100%">
          {said}
        </Text>
      )}
    </Group>
  );
}
