import { toMinor } from '../../../shared/money.ts';
import { weekdays } from '../../../shared/rules/day.ts';
import { words as sentences } from '../../../shared/rules/describe-words.ts';
import type { Comparison } from '../../../shared/rules/operand-types.ts';
import type { OperatorName } from '../../../shared/rules/rule.ts';
import type { Vocabulary } from '../../../shared/rules/vocabulary.ts';
import type { AttributeOption } from '../../../shared/schema/attribute.ts';
import { countryChoices, currencyChoices } from '../settings/places.ts';
import type { OperandForm } from './operand-input.tsx';

/** Operators that compare whole values, so that a value can be chosen rather than typed. */
const wholeValue: readonly OperatorName[] = ['is', 'isNot', 'in', 'notIn', 'anyOf', 'allOf', 'noneOf'];

const once = <Value>(make: () => Value) => {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};
const countries = once(countryChoices);
const currencies = once(currencyChoices);
const plain = (...values: string[]): AttributeOption[] =>
  values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

const devices = plain('desktop', 'mobile', 'tablet');
const visitors = plain('new', 'returning');
const days = weekdays.map((value) => ({ value, label: sentences.dates.weekdays[value] }));

/** How the values of a fact are written: money, times of day, and what there is to choose from. */
export function formOf(condition: Comparison, vocabulary: Vocabulary): OperandForm {
  const { currency, attributes } = vocabulary;
  const definition = condition.kind === 'attribute' ? attributes.get(condition.attribute) : undefined;
  const isMoney = definition?.money || (condition.kind === 'cart' && condition.property === 'totalMinor');
  const perUnit = toMinor(1, currency);
  return {
    ...(wholeValue.includes(condition.operator) && { options: definition?.options ?? optionsOf(condition) }),
    ...(isMoney && { scale: { perUnit, digits: Math.round(Math.log10(perUnit)), suffix: currency } }),
    isClock: condition.kind === 'page' && condition.property === 'localTimeMinutes',
  };
}

function optionsOf(condition: Comparison): AttributeOption[] | undefined {
  switch (condition.kind === 'attribute' ? condition.attribute : `${condition.kind}.${condition.property}`) {
    case 'country':
    case 'address_country':
      return countries();
    case 'device_type':
    case 'page.device':
      return devices;
    case 'page.visitor':
      return visitors;
    case 'page.localWeekday':
      return days;
    case 'cart.currency':
      return currencies();
    default:
      return undefined;
  }
}
