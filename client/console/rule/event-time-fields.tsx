import { dateOperators, knownOperators } from '../../../shared/rules/operator-names.ts';
import { Choose, choicesOf } from './choose.tsx';
import { withOperator, withValue } from './comparison-fields.tsx';
import type { DraftOf } from './draft-condition.ts';
import { EventPicker, OccurrenceFilters } from './occurrence-fields.tsx';
import { OperandInput } from './operand-input.tsx';
import { operatorChoices } from './operator-choices.ts';
import { ruleWords } from './rule-words.ts';
import { WindowFields } from './window-fields.tsx';

interface EventTimeFieldsProps {
  condition: DraftOf<'eventTime'>;
  onChange: (condition: DraftOf<'eventTime'>) => void;
  timeZone: string;
}

const operators = operatorChoices([...dateOperators, ...knownOperators] as const);
const whichTime = choicesOf(['first', 'last'] as const, ruleWords.whichTime);

/** "The last E ever was more than 30 days ago, where …". */
export function EventTimeFields({ condition, onChange, timeZone }: EventTimeFieldsProps) {
  return (
    <>
      <Choose
        label={ruleWords.which}
        value={condition.which}
        choices={whichTime}
        onChange={(which) => onChange({ ...condition, which })}
      />
      <EventPicker occurrence={condition} onChange={onChange} />
      <WindowFields
        window={condition.window}
        onChange={(window) => onChange({ ...condition, window })}
        timeZone={timeZone}
      />
      <Choose
        label={ruleWords.operator}
        value={condition.operator}
        choices={operators}
        onChange={(operator) => onChange(withOperator(condition, operator))}
      />
      <OperandInput
        operator={condition.operator}
        value={condition.value}
        timeZone={timeZone}
        onChange={(value) => onChange(withValue(condition, value))}
      />
      <OccurrenceFilters occurrence={condition} onChange={onChange} />
    </>
  );
}
