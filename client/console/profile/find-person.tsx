import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { words } from '../words.ts';

interface FindPersonProps {
  /** What was asked for last. */
  who: string;
  /** Empty: everybody. */
  onFind: (who: string) => void;
}

/** Asks for a person by any id of theirs. */
export function FindPerson({ who, onFind }: FindPersonProps) {
  const [typed, setTyped] = useState(who);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onFind(typed.trim());
      }}
    >
      <Group gap="xs" mb="xs">
        <TextInput
          type="search"
          aria-label={words.profiles.find}
          placeholder={words.profiles.find}
          maxLength={254}
          flex="0 1 380px"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {words.profiles.findButton}
        </Button>
        {who !== '' && (
          <Button variant="subtle" onClick={() => onFind('')}>
            {words.profiles.everybody}
          </Button>
        )}
      </Group>
    </form>
  );
}
