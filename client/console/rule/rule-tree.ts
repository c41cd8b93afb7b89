import type { Condition, Rule } from '../../../shared/rules/rule.ts';
import type { DraftCondition } from './draft-condition.ts';

export interface GroupNode {
  kind: 'group';
  /** Stable while the tree is edited; never saved. */
  key: string;
  exclude: boolean;
  mode: 'all' | 'any';
  children: RuleNode[];
}

export interface ConditionNode {
  kind: 'condition';
  key: string;
  exclude: boolean;
  condition: DraftCondition;
}

export type RuleNode = GroupNode | ConditionNode;

let keys = 0;

export function newKey(): string {
  keys += 1;
  return `k${keys}`;
}

/** The rule as rows and groups, `not` as a mark on them. The root is always a group: a lone condition gets one. */
export function treeOf(rule: Rule): GroupNode {
  const node = nodeOf(rule);
  if (node.kind === 'group') return node;
  return { kind: 'group', key: newKey(), exclude: false, mode: 'all', children: [node] };
}

function nodeOf(rule: Rule): RuleNode {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { kind: 'group', key: newKey(), exclude: false, mode: rule.kind, children: rule.rules.map(nodeOf) };
    case 'not': {
      const inner = nodeOf(rule.rule);
      if (!inner.exclude) return { ...inner, exclude: true };
      return { kind: 'group', key: newKey(), exclude: true, mode: 'all', children: [inner] };
    }
    default:
      return { kind: 'condition', key: newKey(), exclude: false, condition: rule };
  }
}

export interface WrittenRule {
  /** Has the shape of a rule when the rows are filled in; check it with the schema first. */
  rule: Rule;
  /** Which row or group each JSON Pointer of the rule belongs to. */
  keyAt: Map<string, string>;
}

/** The tree as a rule again. `treeOf` and `writeRule` are inverse on what the editor makes. */
export function writeRule(root: GroupNode): WrittenRule {
  const keyAt = new Map<string, string>();
  const write = (node: RuleNode, at: string): Rule => {
    keyAt.set(at, node.key);
    if (node.exclude) return { kind: 'not', rule: writeBare(node, `${at}/rule`) };
    return writeBare(node, at);
  };
  const writeBare = (node: RuleNode, at: string): Rule =>
    node.kind === 'group'
      ? { kind: node.mode, rules: node.children.map((child, index) => write(child, `${at}/rules/${index}`)) }
      : (node.condition as Condition);
  return { rule: write(root, ''), keyAt };
}

/** The row or group that a fault's pointer lies in: the deepest one; the root when none is nearer. */
export function keyOfPointer(keyAt: WrittenRule['keyAt'], pointer: string): string | undefined {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const key = keyAt.get(at);
    if (key !== undefined || at === '') return key;
  }
}
