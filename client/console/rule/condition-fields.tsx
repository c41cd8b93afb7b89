import type { ReactElement } from 'react';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import { ComparisonFields } from './comparison-fields.tsx';
import type { DraftCondition } from './draft-condition.ts';
import { EventFields } from './event-fields.tsx';
import { EventTimeFields } from './event-time-fields.tsx';
import { isNamedByFact } from './fact-choices.ts';
import { BucketFields, ListFields, SegmentFields } from './membership-fields.tsx';
import { SequenceFields } from './sequence-fields.tsx';

interface ConditionFieldsProps {
  condition: DraftCondition;
  onChange: (condition: DraftCondition) => void;
  vocabulary: Vocabulary;
}

/** The fields of a condition after what it asks for. Every kind of the language has some. */
export function ConditionFields({ condition, onChange, vocabulary }: ConditionFieldsProps): ReactElement {
  const { timeZone } = vocabulary;
  switch (condition.kind) {
    case 'attribute':
    case 'page':
    case 'cart':
      return <ComparisonFields condition={condition} onChange={onChange} vocabulary={vocabulary} />;
    case 'event':
      return (
        <EventFields
          condition={condition}
          onChange={onChange}
          timeZone={timeZone}
          hidesEvent={isNamedByFact(condition.event)}
        />
      );
    case 'eventTime':
      return <EventTimeFields condition={condition} onChange={onChange} timeZone={timeZone} />;
    case 'sequence':
      return <SequenceFields condition={condition} onChange={onChange} timeZone={timeZone} />;
    case 'segment':
      return <SegmentFields condition={condition} onChange={onChange} vocabulary={vocabulary} />;
    case 'list':
      return <ListFields condition={condition} onChange={onChange} vocabulary={vocabulary} />;
    case 'bucket':
      return <BucketFields condition={condition} onChange={onChange} />;
  }
}
