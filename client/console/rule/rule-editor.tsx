import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { describe } from '../../../shared/rules/describe.ts';
import { useVocabulary } from '../vocabulary.ts';
import { words } from '../words.ts';
import { editTree } from './edit-tree.ts';
import { GroupBox } from './group-box.tsx';
import { ruleFaults } from './rule-faults.ts';
import { type GroupNode, writeRule } from './rule-tree.ts';

interface RuleEditorProps {
  tree: GroupNode;
  onChange: (tree: GroupNode) => void;
}

/** The rule as rows, with its sentence above, both always saying the same. Faults stand beside their row. */
export function RuleEditor({ tree, onChange }: RuleEditorProps) {
  const vocabulary = useVocabulary();
  const faults = useMemo(() => ruleFaults(tree, vocabulary), [tree, vocabulary]);
  const isWhole = faults.size === 0;

  return (
    <Stack gap="sm">
      <Text className="console-sentence" px="md" py="sm" aria-live="polite">
        {isWhole ? describe(writeRule(tree).rule, vocabulary) : words.rule.unfinished}
      </Text>
      <GroupBox node={tree} edit={(edit) => onChange(editTree(tree, edit))} faults={faults} vocabulary={vocabulary} />
    </Stack>
  );
}
