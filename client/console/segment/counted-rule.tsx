import { Stack } from '@mantine/core';
import { useMemo } from 'react';
import { PartCounts } from '../rule/part-counts.tsx';
import { RuleEditor } from '../rule/rule-editor.tsx';
import { ruleFaults } from '../rule/rule-faults.ts';
import { type GroupNode, writeRule } from '../rule/rule-tree.ts';
import { useVocabulary } from '../vocabulary.ts';
import { PeopleCount } from './people-count.tsx';
import { usePeopleCount } from './use-people-count.ts';

/** The rule editor with who matches now, in all and by row. */
export function CountedRule({ tree, onChange }: { tree: GroupNode; onChange: (tree: GroupNode) => void }) {
  const vocabulary = useVocabulary();
  const written = useMemo(() => writeRule(tree), [tree]);
  const isWhole = useMemo(() => ruleFaults(tree, vocabulary).size === 0, [tree, vocabulary]);
  const counting = usePeopleCount(isWhole ? written.rule : null);
  const byKey = useMemo(() => {
    const entries = [...(counting.data?.parts ?? [])].flatMap(([pointer, count]) => {
      const key = written.keyAt.get(pointer);
      return key === undefined ? [] : [[key, count] as const];
    });
    // Numbers of the rule before would stand beside the wrong rows.
    return new Map(counting.isPlaceholderData || !isWhole ? [] : entries);
  }, [counting.data, counting.isPlaceholderData, isWhole, written]);

  return (
    <Stack gap="sm">
      <PeopleCount counting={counting} />
      <PartCounts value={byKey}>
        <RuleEditor tree={tree} onChange={onChange} />
      </PartCounts>
    </Stack>
  );
}
