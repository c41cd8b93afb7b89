import { ActionIcon, Box, Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { maxSequenceSteps, type Occurrence, type SequenceCondition } from '../../../shared/rules/event-condition.ts';
import { Icon } from '../shell/icon.tsx';
import { LengthOperand } from './length-operand.tsx';
import { EventPicker, OccurrenceFilters } from './occurrence-fields.tsx';
import { ruleWords } from './rule-words.ts';
import { SameProperty } from './same-property.tsx';
import { WindowFields } from './window-fields.tsx';

interface SequenceFieldsProps {
  condition: SequenceCondition;
  onChange: (condition: SequenceCondition) => void;
  timeZone: string;
}

const blankStep: Occurrence = { event: '', where: [] };

/** "First E, then F, all within N days, but not G within M hours after that". */
export function SequenceFields({ condition, onChange, timeZone }: SequenceFieldsProps) {
  const { steps, within, butNot, window } = condition;
  const setSteps = (next: Occurrence[]) => onChange({ ...condition, steps: next });
  const setButNot = (next: SequenceCondition['butNot']) => {
    const { butNot: _, ...rest } = condition;
    onChange(next === undefined ? rest : { ...rest, butNot: next });
  };
  return (
    <div className="console-steps">
      {steps.map((step, index) => (
        <Step
          // biome-ignore lint/suspicious/noArrayIndexKey: steps have no identity of their own and never change places.
          key={index}
          label={ruleWords.step(index + 1)}
          lead={index === 0 ? ruleWords.leads.firstStep : ruleWords.leads.nextStep}
          occurrence={step}
          onChange={(next) => setSteps(steps.with(index, next))}
          // One step is enough beside a "but not".
          {...(steps.length > (butNot ? 1 : 2) && { onRemove: () => setSteps(steps.toSpliced(index, 1)) })}
          removeLabel={ruleWords.removeStep}
        />
      ))}
      {butNot && (
        <Step
          label={ruleWords.butNot}
          lead={ruleWords.butNot}
          occurrence={butNot}
          onChange={setButNot}
          onRemove={() => setButNot(undefined)}
          removeLabel={ruleWords.removeButNot}
        >
          <Text size="sm">{ruleWords.butNotWithin}</Text>
          <LengthOperand value={butNot.within} onChange={(length) => setButNot({ ...butNot, within: length })} />
          <Text size="sm">{ruleWords.after}</Text>
        </Step>
      )}
      <div className="console-fields">
        {steps.length > 1 && (
          <>
            <Text size="sm">{ruleWords.within}</Text>
            <LengthOperand value={within} onChange={(length) => onChange({ ...condition, within: length })} />
          </>
        )}
        <WindowFields
          window={window}
          onChange={(next) => onChange({ ...condition, window: next })}
          timeZone={timeZone}
          sessions={['this', 'last', 'first']}
        />
        <SameProperty condition={condition} onChange={onChange} />
      </div>
      <Group gap={6}>
        {steps.length < maxSequenceSteps && (
          <Button variant="subtle" size="compact-sm" onClick={() => setSteps([...steps, blankStep])}>
            {ruleWords.addStep}
          </Button>
        )}
        {!butNot && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setButNot({ ...blankStep, within: { amount: 1, unit: 'hour' } })}
          >
            {ruleWords.addButNot}
          </Button>
        )}
      </Group>
    </div>
  );
}

interface StepProps<Kind extends Occurrence> {
  label: string;
  /** The word before the event. */
  lead: string;
  occurrence: Kind;
  onChange: (occurrence: Kind) => void;
  onRemove?: () => void;
  removeLabel: string;
  children?: ReactNode;
}

function Step<Kind extends Occurrence>({ label, lead, children, onRemove, removeLabel, ...step }: StepProps<Kind>) {
  return (
    <Box role="group" aria-label={label} className="console-step">
      <div className="console-fields">
        <Text size="sm">{lead}</Text>
        <EventPicker {...step} />
        {children}
        {onRemove && (
          <ActionIcon variant="subtle" color="gray" c="dimmed" aria-label={removeLabel} onClick={onRemove}>
            <Icon name="remove" size={16} />
          </ActionIcon>
        )}
        <OccurrenceFilters {...step} />
      </div>
    </Box>
  );
}
