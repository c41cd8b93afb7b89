import { dayMs } from '../../../shared/rules/day.ts';
import type { Condition, Rule } from '../../../shared/rules/rule.ts';
import type { Random } from './random.ts';
import {
  benchNow,
  counters,
  dates,
  datesOfDays,
  lists,
  numbers,
  type TextAttribute,
  texts,
  wideTexts,
} from './vocabulary.ts';

const conditionsPerSegment = 7;

/** Nested rules of seven conditions each, over what every peer can say too. */
export function generateRules(random: Random, count: number): Rule[] {
  return Array.from({ length: count }, () =>
    random.chance(0.9) ? tree(random, conditionsPerSegment, 'all', texts) : either(random),
  );
}

/** The same, each for few people: "city is one of two thousand, and …". */
export function generateNarrowRules(random: Random, count: number): Rule[] {
  return Array.from({ length: count }, () => {
    const { name, values } = random.pick(wideTexts);
    const narrow: Rule = { kind: 'attribute', attribute: name, operator: 'is', value: random.pick(values) };
    const rest = tree(random, conditionsPerSegment - 1, 'all', texts.slice(wideTexts.length));
    return { kind: 'all', rules: [...(rest.kind === 'all' ? rest.rules : [rest]), narrow] };
  });
}

/** "These or those": people of two kinds. */
function either(random: Random): Rule {
  const size = random.integer(3, conditionsPerSegment - 3);
  const sizes = [size, conditionsPerSegment - size];
  return { kind: 'any', rules: sizes.map((conditions) => tree(random, conditions, 'all', texts)) };
}

/** A group of so many conditions: two or three by themselves, the others in groups of the other kind. */
function tree(random: Random, conditions: number, kind: 'all' | 'any', known: readonly TextAttribute[]): Rule {
  if (conditions === 1) return condition(random, known);
  const other = kind === 'all' ? 'any' : 'all';
  const alone = Math.min(conditions, random.integer(1, 3));
  const rules: Rule[] = Array.from({ length: alone }, () => condition(random, known));
  for (let left = conditions - alone; left > 0; ) {
    const size = Math.min(left, random.integer(1, 4));
    const group = tree(random, size, other, known);
    rules.push(random.chance(0.1) ? { kind: 'not', rule: group } : group);
    left -= size;
  }
  return { kind, rules };
}

function condition(random: Random, known: readonly TextAttribute[]): Condition {
  switch (random.weighted({ text: 40, number: 15, date: 15, list: 10, counter: 20 })) {
    case 'text':
      return textCondition(random, random.pick(known));
    case 'number':
      return numberCondition(random);
    case 'date':
      return dateCondition(random);
    case 'list':
      return listCondition(random);
    case 'counter':
      return counterCondition(random);
  }
}

function textCondition(random: Random, { name, values }: TextAttribute): Condition {
  const operator = random.weighted({
    is: 35,
    in: 30,
    isNot: 10,
    notIn: 5,
    contains: 7,
    startsWith: 8,
    isKnown: 3,
    isUnknown: 2,
  });
  const value = random.pick(values);
  const [prefix, ...rest] = value.split('-') as [string, ...string[]];
  const said = {
    is: value,
    isNot: value,
    in: random.sample(values, random.integer(2, 5)),
    notIn: random.sample(values, random.integer(2, 5)),
    contains: `-${rest.at(-1)}`,
    startsWith: `${prefix}-`,
    isKnown: undefined,
    isUnknown: undefined,
  }[operator];
  return { kind: 'attribute', attribute: name, operator, ...(said !== undefined && { value: said }) };
}

function numberCondition(random: Random): Condition {
  const { name, largest } = random.pick(numbers);
  const operator = random.weighted({ gte: 25, gt: 15, lte: 15, lt: 15, between: 15, eq: 8, ne: 2, isKnown: 5 });
  const value = random.integer(0, largest);
  if (operator === 'isKnown') return { kind: 'attribute', attribute: name, operator };
  const between: [number, number] = [value, value + random.integer(0, largest - value)];
  return { kind: 'attribute', attribute: name, operator, value: operator === 'between' ? between : value };
}

function dateCondition(random: Random): Condition {
  const operator = random.weighted({ lessThanAgo: 35, moreThanAgo: 35, before: 15, onOrAfter: 15 });
  const days = random.pick([1, 2, 3, 7, 14, 30, 60, 90, 180, 365]);
  const isRelative = operator === 'lessThanAgo' || operator === 'moreThanAgo';
  const day = new Date(benchNow - random.integer(1, datesOfDays) * dayMs).toISOString().slice(0, 10);
  return {
    kind: 'attribute',
    attribute: random.pick(dates),
    operator,
    value: isRelative ? { amount: days, unit: 'day' } : day,
  };
}

function listCondition(random: Random): Condition {
  const { name, values } = random.pick(lists);
  const operator = random.weighted({ anyOf: 70, noneOf: 15, allOf: 15 });
  const count = operator === 'allOf' ? 2 : random.integer(1, 3);
  return { kind: 'attribute', attribute: name, operator, value: random.sample(values, count) };
}

function counterCondition(random: Random): Condition {
  const { event, window } = random.pick(counters);
  const operator = random.weighted({ gte: 60, eq: 25, lt: 15 });
  const value = operator === 'eq' ? 0 : random.integer(1, 12);
  return { kind: 'event', event, where: [], window, aggregate: { kind: 'count' }, operator, value };
}
