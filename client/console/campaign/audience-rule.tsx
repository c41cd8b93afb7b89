import { RuleEditor } from '../rule/rule-editor.tsx';
import type { GroupNode } from '../rule/rule-tree.ts';
import { useRuleDraft } from '../rule/use-rule-draft.ts';

interface AudienceRuleProps {
  /** To begin with; another one needs another `key`. */
  tree: GroupNode;
  onChange: (tree: GroupNode) => void;
}

/** The own rule of a campaign's audience. */
export function AudienceRule({ tree, onChange }: AudienceRuleProps) {
  return <RuleEditor draft={useRuleDraft(tree, onChange)} />;
}
