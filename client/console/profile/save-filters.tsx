import { Button } from '@mantine/core';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { Rule } from '../../../shared/rules/rule.ts';
import { answer, api } from '../api.ts';
import { formatNumber } from '../formats.ts';
import { useSession } from '../queries.ts';
import { NamedDialog } from '../segment/named-dialog.tsx';
import { segmentWords } from '../segment/segment-words.ts';
import { useSegmentChange } from '../segment/use-segment-change.ts';
import { notify } from '../shell/notify.ts';
import { filterWords } from './filter-words.ts';

type Asked = 'save' | 'freeze';

/** Makes a segment of the filters, or of the people who fit them now. */
export function SaveFilters({ rule }: { rule: Rule }) {
  const { user } = useSession();
  const [, navigate] = useLocation();
  const [asked, setAsked] = useState<Asked | null>(null);
  const making = useSegmentChange(async (name: string) => {
    if (asked === 'save') return answer(api.segments.$post({ json: { draft: { name, rule } } }));
    const made = await answer(api.segments.snapshots.$post({ json: { name, rule } }));
    notify(filterWords.frozen(formatNumber(made.total)), segmentWords.untilPublish);
    return made;
  });
  return (
    <>
      {(['save', 'freeze'] as const).map((what) => (
        <Button
          key={what}
          size="compact-sm"
          variant="default"
          disabled={user.role === 'viewer'}
          onClick={() => {
            making.reset();
            setAsked(what);
          }}
        >
          {filterWords[what]}
        </Button>
      ))}
      {asked && (
        <NamedDialog
          title={filterWords[`${asked}Title`]}
          help={filterWords[`${asked}Help`]}
          name=""
          confirm={filterWords[asked]}
          error={making.error}
          isWorking={making.isPending}
          onClose={() => setAsked(null)}
          onConfirm={(name) => making.mutate(name, { onSuccess: ({ id }) => navigate(`/segments/${id}`) })}
        />
      )}
    </>
  );
}
