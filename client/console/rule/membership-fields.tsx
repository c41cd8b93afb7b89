import { NumberInput, Select, Text, TextInput } from '@mantine/core';
import { createContext, useContext } from 'react';
import { listName, type Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { useSegments } from '../queries.ts';
import { Choose, choicesOf } from './choose.tsx';
import type { DraftOf } from './draft-condition.ts';
import { ruleWords } from './rule-words.ts';

interface MembershipFieldsProps<Kind extends 'segment' | 'list' | 'bucket'> {
  condition: DraftOf<Kind>;
  onChange: (condition: DraftOf<Kind>) => void;
  vocabulary: Vocabulary;
}

const membership = choicesOf(['in', 'notIn'] as const, ruleWords.membership);

/** The segment whose rule is edited: it cannot rest on itself. */
export const OwnSegment = createContext<string | null>(null);

/** In another segment of the site, or not. */
export function SegmentFields({ condition, onChange, vocabulary }: MembershipFieldsProps<'segment'>) {
  const { data: segments = [] } = useSegments();
  const own = useContext(OwnSegment);
  const { segment } = condition;
  const choices = segments
    .filter(({ id, archivedAt }) => (archivedAt === null && id !== own) || id === segment)
    .map(({ id, draft }) => ({ value: id, label: draft.name }));
  // One that is gone stays visible, so that it can be replaced.
  if (segment !== '' && !choices.some(({ value }) => value === segment)) {
    choices.push({ value: segment, label: vocabulary.segments?.get(segment)?.name ?? segment });
  }
  return (
    <>
      <Membership condition={condition} onChange={onChange} />
      <Select
        aria-label={ruleWords.segment}
        placeholder={ruleWords.segmentNone}
        size="sm"
        searchable
        allowDeselect={false}
        data={choices}
        value={segment || null}
        onChange={(id) => id !== null && onChange({ ...condition, segment: id })}
        comboboxProps={{ width: 'max-content' }}
      />
    </>
  );
}

/** On a list, by its number; marketers choose lists as segments, and this is what such a segment stands for. */
export function ListFields({ condition, onChange, vocabulary }: MembershipFieldsProps<'list'>) {
  const ordinals = new Set([condition.list]);
  for (const { rule } of vocabulary.segments?.values() ?? []) if (rule.kind === 'list') ordinals.add(rule.list);
  const choices = [...ordinals].map((ordinal) => ({
    value: String(ordinal),
    label: listName(ordinal, vocabulary) ?? ruleWords.unknownList(ordinal),
  }));
  return (
    <>
      <Membership condition={condition} onChange={onChange} />
      <Choose
        label={ruleWords.whichList}
        value={String(condition.list)}
        choices={choices}
        onChange={(ordinal) => onChange({ ...condition, list: Number(ordinal) })}
      />
    </>
  );
}

/** In a stable share of all visitors. */
export function BucketFields({ condition, onChange }: Omit<MembershipFieldsProps<'bucket'>, 'vocabulary'>) {
  return (
    <>
      <Membership condition={condition} onChange={onChange} />
      <NumberInput
        aria-label={ruleWords.percent}
        size="sm"
        min={0}
        max={100}
        hideControls
        value={Number.isNaN(condition.percent) ? '' : condition.percent}
        onChange={(percent) => onChange({ ...condition, percent: typeof percent === 'number' ? percent : Number.NaN })}
      />
      <Text size="sm">{ruleWords.shareOf}</Text>
      <TextInput
        aria-label={ruleWords.salt}
        title={ruleWords.saltHelp}
        size="sm"
        maxLength={100}
        value={condition.salt}
        onChange={(event) => onChange({ ...condition, salt: event.currentTarget.value })}
      />
    </>
  );
}

interface MembershipProps<Tested extends { operator: 'in' | 'notIn' }> {
  condition: Tested;
  onChange: (condition: Tested) => void;
}

function Membership<Tested extends { operator: 'in' | 'notIn' }>({ condition, onChange }: MembershipProps<Tested>) {
  return (
    <Choose
      label={ruleWords.operator}
      value={condition.operator}
      choices={membership}
      onChange={(operator) => onChange({ ...condition, operator })}
    />
  );
}
