import {
  dateOperators,
  knownOperators,
  numberOperators,
  type OperatorName,
  recencyOperators,
  textOperators,
} from '../../../shared/rules/operator-names.ts';
import { ruleWords } from './rule-words.ts';

const { operatorGroups: names } = ruleWords;

/** Dates are compared in several ways; those that are alike stand together. */
const dateGroups: readonly { group: string; operators: readonly OperatorName[] }[] = [
  { group: names.dates, operators: dateOperators.slice(0, dateOperators.indexOf('exactlyDaysAgo')) },
  { group: names.ago, operators: ['exactlyDaysAgo', 'lessThanAgo', 'moreThanAgo', 'betweenAgo'] },
  { group: names.ahead, operators: ['inNext', 'anniversaryInNext'] },
  { group: names.calendar, operators: ['inCurrent', 'onWeekday'] },
];
const lastGroups: typeof dateGroups = [
  { group: names.known, operators: knownOperators },
  { group: names.updated, operators: recencyOperators },
];
const typeGroups: typeof dateGroups = [
  { group: names.text, operators: textOperators },
  { group: names.number, operators: numberOperators },
];

/** Operators as a list to choose from: what compares values first, the rest by what it is about. */
export function operatorChoices<Name extends OperatorName>(operators: readonly Name[]) {
  const isOffered = (one: OperatorName): one is Name => operators.some((name) => name === one);
  const isMixed = isOffered('is' as Name) && isOffered('eq' as Name);
  const groups = [...dateGroups, ...(isMixed ? typeGroups : []), ...lastGroups];
  const grouped = new Set(groups.flatMap((group) => group.operators));
  const choice = (value: Name) => ({ value, label: ruleWords.operators[value] });
  return [
    ...operators.filter((one) => !grouped.has(one)).map(choice),
    ...groups
      .map(({ group, operators: inIt }) => ({ group, items: inIt.filter(isOffered).map(choice) }))
      .filter(({ items }) => items.length > 0),
  ];
}
