import { words as sentences } from '../../../shared/rules/describe-words.ts';
import { type Aggregate, numericAggregates } from '../../../shared/rules/event-condition.ts';
import { type NumberOperator, numberOperators } from '../../../shared/rules/rule.ts';
import { Choose, choicesOf } from './choose.tsx';
import type { DraftOf } from './draft-condition.ts';
import { PropertyPicker } from './event-filter.tsx';
import { NumberOperand, RangeOperand } from './number-operand.tsx';
import { EventPicker, OccurrenceFilters } from './occurrence-fields.tsx';
import { ruleWords } from './rule-words.ts';
import { useEventNames } from './use-event-names.ts';
import { WindowFields } from './window-fields.tsx';

type DraftEvent = DraftOf<'event'>;

interface EventFieldsProps {
  condition: DraftEvent;
  onChange: (condition: DraftEvent) => void;
  timeZone: string;
  /** The row's own choice names the event already. */
  hidesEvent: boolean;
}

const aggregates = choicesOf(['count', ...numericAggregates, 'distinctCount'] as const, ruleWords.aggregates);

/** "Has done E at least n times in the last N days, where …", or with an aggregate of a property instead of the times. */
export function EventFields({ condition, onChange, timeZone, hidesEvent }: EventFieldsProps) {
  const { aggregate, operator, value, window } = condition;
  const isCount = aggregate.kind === 'count';
  const isRange = operator === 'between' || operator === 'notBetween';
  const setValue = (next: DraftEvent['value']) => onChange({ ...condition, value: next });

  const comparison = [
    <Choose
      key="operator"
      label={ruleWords.operator}
      value={operator}
      choices={choicesOf(numberOperators, isCount ? sentences.counts : ruleWords.operators)}
      onChange={(next) => onChange(withOperator(condition, next))}
    />,
    isRange ? (
      <RangeOperand key="range" value={Array.isArray(value) ? value : undefined} onChange={setValue} />
    ) : (
      <NumberOperand
        key="number"
        label={isCount ? ruleWords.times : ruleWords.value}
        value={typeof value === 'number' ? value : undefined}
        onChange={setValue}
      />
    ),
  ];
  const measured = [
    <Choose
      key="aggregate"
      label={ruleWords.aggregate}
      value={aggregate.kind}
      choices={aggregates}
      onChange={(kind) => onChange({ ...condition, aggregate: withKind(aggregate, kind) })}
    />,
    !isCount && (
      <MeasuredProperty
        key="property"
        event={condition.event}
        aggregate={aggregate}
        onChange={(next) => onChange({ ...condition, aggregate: next })}
      />
    ),
  ];

  return (
    <>
      {!hidesEvent && <EventPicker occurrence={condition} onChange={onChange} />}
      {/* "at least 2 times", but "with the sum of value is at least 2". */}
      {isCount ? [...comparison, ...measured] : [...measured, ...comparison]}
      <WindowFields window={window} onChange={(next) => onChange({ ...condition, window: next })} timeZone={timeZone} />
      <OccurrenceFilters occurrence={condition} onChange={onChange} />
    </>
  );
}

type Measured = Exclude<Aggregate, { kind: 'count' }>;

interface MeasuredPropertyProps {
  event: string;
  aggregate: Measured;
  onChange: (aggregate: Measured) => void;
}

/** What is summed up or told apart: a property of the event, or of each of its items. */
function MeasuredProperty({ event, aggregate, onChange }: MeasuredPropertyProps) {
  const { propertiesOf } = useEventNames();
  const over = aggregate.over ?? 'event';
  const isNumeric = aggregate.kind !== 'distinctCount';
  const properties = propertiesOf(event, over).filter(({ type }) => !isNumeric || type !== 'text');
  return (
    <>
      <PropertyPicker
        value={aggregate.property}
        properties={properties}
        onChange={(property) => onChange({ ...aggregate, property })}
      />
      <Choose
        label={ruleWords.over}
        value={over}
        choices={choicesOf(['event', 'items'] as const, ruleWords.overs)}
        onChange={(next) => {
          const { over: _, ...rest } = aggregate;
          onChange(next === 'items' ? { ...rest, over: next } : rest);
        }}
      />
    </>
  );
}

/** Another aggregate; the property stays, but for the times, which have none. */
function withKind(aggregate: Aggregate, kind: Aggregate['kind']): Aggregate {
  if (kind === 'count') return { kind };
  return aggregate.kind === 'count' ? { kind, property: '' } : { ...aggregate, kind };
}

/** From one number to a range and back the first number is kept. */
function withOperator(condition: DraftEvent, operator: NumberOperator): DraftEvent {
  const { value } = condition;
  const low = Array.isArray(value) ? value[0] : value;
  const isRange = operator === 'between' || operator === 'notBetween';
  return { ...condition, operator, value: isRange ? [low ?? Number.NaN, Number.NaN] : low };
}
