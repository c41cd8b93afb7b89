import { Group, Select, Stack, Text } from '@mantine/core';
import type { Dispatch } from 'react';
import { toMinor } from '../../../shared/money.ts';
import { describe } from '../../../shared/rules/describe.ts';
import { words as ruleWords } from '../../../shared/rules/describe-words.ts';
import { familyOf, operandShapes, operatorsFor } from '../../../shared/rules/operand-types.ts';
import type { Condition, Operand, OperatorName } from '../../../shared/rules/rule.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { words } from '../words.ts';
import type { TreeEdit } from './edit-tree.ts';
import { type EditableCondition, isEditable, isEditableOperator } from './editable-condition.ts';
import { EventFields } from './event-fields.tsx';
import { ExcludeMark } from './exclude-mark.tsx';
import { conditionOf, factChoices, factOf } from './fact-choices.ts';
import { OperandInput } from './operand-input.tsx';
import { PartCount } from './part-counts.tsx';
import { RowMenu } from './row-menu.tsx';
import type { ConditionNode, DraftCondition } from './rule-tree.ts';

interface ConditionRowProps {
  node: ConditionNode;
  edit: Dispatch<TreeEdit>;
  faults: ReadonlyMap<string, string[]>;
  vocabulary: Vocabulary;
  position: { first: boolean; last: boolean };
}

/** One condition, read from left to right like the sentence it makes. */
export function ConditionRow({ node, edit, faults, vocabulary, position }: ConditionRowProps) {
  const { condition, key } = node;
  const change = (next: DraftCondition) => edit({ kind: 'replace', key, node: { ...node, condition: next } });
  const wrong = faults.get(key) ?? [];
  // What was not typed yet is no mistake yet.
  const isWaiting = isEditable(condition) && condition.value === undefined;

  return (
    <Stack
      className="console-condition"
      gap={4}
      p="xs"
      role="group"
      aria-label={words.rule.condition}
      {...(wrong.length > 0 && !isWaiting && { 'data-fault': true })}
    >
      <Group gap="xs" wrap="nowrap" align="flex-start" justify="space-between">
        <Group gap={6} flex={1} miw={0}>
          <ExcludeMark
            excluded={node.exclude}
            onChange={(exclude) => edit({ kind: 'replace', key, node: { ...node, exclude } })}
          />
          {isEditable(condition) ? (
            <EditableFields condition={condition} onChange={change} vocabulary={vocabulary} />
          ) : (
            <Text size="sm">{describe(condition as Condition, vocabulary)}</Text>
          )}
        </Group>
        <RowMenu nodeKey={key} edit={edit} position={position} />
      </Group>
      <PartCount nodeKey={key} />
      {wrong.map((detail) => (
        <Text key={detail} size="sm" c={isWaiting ? 'dimmed' : 'var(--mantine-color-error)'}>
          {detail}
        </Text>
      ))}
    </Stack>
  );
}

interface EditableFieldsProps {
  condition: EditableCondition;
  onChange: (condition: DraftCondition) => void;
  vocabulary: Vocabulary;
}

function EditableFields({ condition, onChange, vocabulary }: EditableFieldsProps) {
  return (
    <>
      <Select
        aria-label={words.rule.fact}
        searchable
        allowDeselect={false}
        data={factChoices(vocabulary)}
        value={factOf(condition)}
        onChange={(fact) => fact !== null && onChange(conditionOf(fact, vocabulary))}
        w={200}
        size="sm"
      />
      {condition.kind === 'event' ? (
        <EventFields condition={condition} onChange={onChange} />
      ) : (
        <Comparison condition={condition} onChange={onChange} vocabulary={vocabulary} />
      )}
    </>
  );
}

type ComparedCondition = Exclude<EditableCondition, { kind: 'event' }>;

interface ComparisonProps {
  condition: ComparedCondition;
  onChange: (condition: DraftCondition) => void;
  vocabulary: Vocabulary;
}

function Comparison({ condition, onChange, vocabulary }: ComparisonProps) {
  const definition = condition.kind === 'attribute' ? vocabulary.attributes.get(condition.attribute) : undefined;
  const isMoney = definition?.money || (condition.kind === 'cart' && condition.property === 'totalMinor');
  const perUnit = toMinor(1, vocabulary.currency);
  const family = familyOf(condition as Condition, vocabulary);
  return (
    <>
      <Select
        aria-label={words.rule.operator}
        allowDeselect={false}
        data={(family ? operatorsFor(family).filter(isEditableOperator) : [condition.operator]).map((name) => ({
          value: name,
          label: ruleWords.operators[name],
        }))}
        value={condition.operator}
        onChange={(name) => name !== null && onChange(withOperator(condition, name as OperatorName))}
        w={180}
        size="sm"
      />
      <OperandInput
        operator={condition.operator}
        value={condition.value}
        onChange={(value) => onChange(withValue(condition, value))}
        options={definition?.options}
        scale={isMoney ? { perUnit, digits: Math.round(Math.log10(perUnit)), suffix: vocabulary.currency } : undefined}
      />
    </>
  );
}

/** The value stays when the new operator wants the same kind of one. */
function withOperator(condition: ComparedCondition, operator: OperatorName): ComparedCondition {
  const same = operandShapes[operator] === operandShapes[condition.operator];
  return withValue({ ...condition, operator }, same ? condition.value : undefined);
}

function withValue(condition: ComparedCondition, value: Operand | undefined): ComparedCondition {
  const { value: _, ...rest } = condition;
  return value === undefined ? rest : { ...rest, value };
}
