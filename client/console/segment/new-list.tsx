import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { answer, api } from '../api.ts';
import { formatNumber } from '../formats.ts';
import { useSession } from '../queries.ts';
import { notify } from '../shell/notify.ts';
import { NamedDialog } from './named-dialog.tsx';
import { namesIn, unknownWords } from './people-names.ts';
import { segmentWords } from './segment-words.ts';
import { useSegmentChange } from './use-segment-change.ts';

/** A button that asks for a name and people, and makes a list of them. */
export function NewList() {
  const { user } = useSession();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [, navigate] = useLocation();
  const creating = useSegmentChange((name: string) =>
    answer(api.segments.lists.$post({ json: { name, members: namesIn(text) } })),
  );

  return (
    <>
      <Button variant="default" disabled={user.role === 'viewer'} onClick={() => setOpen(true)}>
        {segmentWords.newList}
      </Button>
      {isOpen && (
        <NamedDialog
          title={segmentWords.newList}
          help={segmentWords.newListHelp}
          name=""
          confirm={segmentWords.newList}
          error={creating.error}
          isWorking={creating.isPending}
          onClose={() => setOpen(false)}
          onConfirm={(name) =>
            creating.mutate(name, {
              onSuccess: (made) => {
                const total = formatNumber(made.total);
                notify(segmentWords.added(total, total), unknownWords(made) ?? segmentWords.untilPublish);
                navigate(`/segments/${made.id}`);
              },
            })
          }
        >
          <Textarea
            label={segmentWords.people}
            description={segmentWords.peopleHelp}
            autosize
            minRows={3}
            maxRows={12}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </NamedDialog>
      )}
    </>
  );
}
