import { fractionOf, visitorHash } from '../../shared/decision/bucket.ts';
import { type DateOperator, dateOperators } from '../../shared/rules/operator-names.ts';
import type { FactValue } from '../../shared/rules/residual-shape.ts';
import type { Rule } from '../../shared/rules/rule.ts';
import type { Duration } from '../../shared/rules/window.ts';
import { dateText, lengthMs, naiveDate, wallText, weekdayName } from './naive-date.ts';
import { type NaiveClock, naiveEvent, naiveEventTime, naiveSequence } from './naive-event.ts';
import { naiveHolds } from './naive-operator.ts';
import type { CaseEvent, CaseFacts } from './rule-facts.ts';

export interface NaiveFacts extends CaseFacts {
  live?: Record<string, FactValue>;
  /** What happened since the reply; only "at least n" over all time or a rolling window hears of it. */
  since?: CaseEvent[];
  segments?: ReadonlyMap<string, Rule>;
}

/**
 * The meaning of a rule written down a second time, straight from `shared/rules/README.md`, without normalising, tables, series or
 * residuals: what the executors are held against.
 */
export function naiveAnswer(rule: Rule, facts: NaiveFacts, clock: NaiveClock): boolean {
  const { attributes = {}, events = [], live = {}, since = [] } = facts;
  switch (rule.kind) {
    case 'all':
      return rule.rules.every((part) => naiveAnswer(part, facts, clock));
    case 'any':
      return rule.rules.some((part) => naiveAnswer(part, facts, clock));
    case 'not':
      return !naiveAnswer(rule.rule, facts, clock);
    case 'event': {
      const isOpen =
        rule.aggregate.kind === 'count' &&
        !rule.items &&
        (rule.window.kind === 'ever' || rule.window.kind === 'rolling');
      return naiveEvent(rule, isOpen ? [...events, ...since] : events, clock);
    }
    case 'eventTime':
      return naiveEventTime(rule, events, clock);
    case 'sequence':
      return naiveSequence(rule, events, clock);
    case 'segment': {
      const named = facts.segments?.get(rule.segment);
      return (named !== undefined && naiveAnswer(named, facts, clock)) === (rule.operator === 'in');
    }
    case 'list':
      return (facts.lists ?? []).includes(rule.list) === (rule.operator === 'in');
    case 'bucket': {
      const { visitor } = facts;
      const place = visitor === undefined ? 1 : fractionOf(visitorHash(visitor), rule.salt);
      return place * 100 < rule.percent === (rule.operator === 'in');
    }
    case 'attribute':
      return naiveAttribute(rule, facts, clock);
    case 'cart':
      return naiveHolds(rule.operator, live[`cart.${rule.property}`], rule.value);
    case 'page':
      return naiveHolds(rule.operator, pageFact(rule.property, { attributes, live }, clock), rule.value);
  }
}

function naiveAttribute(
  { attribute, operator, value }: Extract<Rule, { kind: 'attribute' }>,
  { attributes = {}, saidAt = {} }: NaiveFacts,
  clock: NaiveClock,
): boolean {
  const actual = attributes[attribute];
  if (operator === 'updatedWithin' || operator === 'notUpdatedWithin') {
    const at = saidAt[attribute];
    const isRecent = at !== undefined && clock.now - Date.parse(at) <= lengthMs(value as Duration);
    return (actual !== undefined && isRecent) === (operator === 'updatedWithin');
  }
  const isDate = dateOperators.some((name) => name === operator);
  return isDate ? naiveDate(actual, operator as DateOperator, value, clock) : naiveHolds(operator, actual, value);
}

function pageFact(
  property: string,
  { attributes, live }: { attributes: Record<string, FactValue>; live: Record<string, FactValue> },
  { now, zone }: NaiveClock,
): FactValue | undefined {
  const told = attributes.time_zone;
  const own = typeof told === 'string' && isZone(told) ? told : zone;
  switch (property) {
    case 'landingUrl':
      return attributes.landing_url;
    case 'device':
      return attributes.device_type;
    case 'visitor':
      return Number(attributes.sessions) >= 2 ? 'returning' : 'new';
    case 'localTimeMinutes': {
      const [hours, minutes] = wallText(now, own).slice(11).split(':').map(Number) as [number, number];
      return hours * 60 + minutes;
    }
    case 'localWeekday':
      return weekdayName(dateText(now, own));
    default:
      return live[`page.${property}`];
  }
}

function isZone(name: string): boolean {
  try {
    return wallText(0, name) !== '';
  } catch {
    return false;
  }
}
