import { Box } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { Rule } from '../../../shared/rules/rule.ts';
import { RuleEditor } from '../rule/rule-editor.tsx';
import { useRuleDraft } from '../rule/use-rule-draft.ts';
import { useVocabulary } from '../vocabulary.ts';
import { actingRule, treeOfFilters } from './filter-rule.ts';

interface FilterPanelProps {
  rule: Rule | null;
  onChange: (rule: Rule | null) => void;
}

/** The filters as rows that act as they are filled in. Follows a rule that was changed elsewhere. */
export function FilterPanel({ rule, onChange }: FilterPanelProps) {
  const vocabulary = useVocabulary();
  const acting = useRef(JSON.stringify(rule));
  const draft = useRuleDraft(treeOfFilters(rule), (tree) => {
    const next = actingRule(tree, vocabulary);
    const text = JSON.stringify(next);
    if (text === acting.current) return;
    acting.current = text;
    onChange(next);
  });
  const { edit } = draft;
  const text = JSON.stringify(rule);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a rule is what it says, not the object it is.
  useEffect(() => {
    if (text === acting.current) return;
    acting.current = text;
    edit({ kind: 'fill', tree: treeOfFilters(rule) });
  }, [text, edit]);
  return (
    <Box my="sm">
      <RuleEditor draft={draft} />
    </Box>
  );
}
