import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { ConditionRow } from '../../client/console/rule/condition-row.tsx';
import type { Condition } from '../../shared/rules/rule.ts';
import type { Vocabulary } from '../../shared/rules/vocabulary.ts';

/** What the fields of a condition's row hold: values of inputs, of what is chosen in lists, and of boxes that are ticked. */
export function fieldsOf(condition: Condition, vocabulary: Vocabulary): Set<string> {
  const node = { kind: 'condition', key: 'k1', exclude: false, condition } as const;
  const row = createElement(ConditionRow, { node, vocabulary, isFirst: true, isLast: true, edit: () => undefined });
  const inConsole = createElement(QueryClientProvider, { client: new QueryClient() }, row);
  const markup = renderToStaticMarkup(createElement(MantineProvider, { env: 'test' }, inConsole));
  const attribute = (tag: string, name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  const inputs = [...markup.matchAll(/<input\b[^>]*>/g)].flatMap(([tag]) => {
    const isTicked = !/type="(?:checkbox|radio)"/.test(tag) || /\bchecked=""/.test(tag);
    return isTicked ? [attribute(tag, 'value') ?? ''] : [];
  });
  const chosen = [...markup.matchAll(/<option\b[^>]*\bselected=""[^>]*>/g)].map(
    ([tag]) => attribute(tag, 'value') ?? '',
  );
  const pills = [...markup.matchAll(/Pill-label[^>]*>([^<]*)</g)].map(([, label]) => label ?? '');
  // A list of chosen values is one input, between commas.
  const several = inputs.flatMap((value) => value.split(','));
  return new Set([...inputs, ...several, ...chosen, ...pills].map(unescaped));
}

/** Every text and number that a condition is made of, as its fields write it. */
export function partsOfCondition(condition: Condition): string[] {
  return leaves(condition as unknown as Record<string, unknown>, condition);
}

function leaves(part: unknown, of: Condition): string[] {
  if (typeof part === 'string') return [part];
  if (typeof part === 'number') return [written(part, of)];
  if (Array.isArray(part)) return part.flatMap((entry) => leaves(entry, of));
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    // The window is one list; the kind of a condition is what the row asks for.
    if (key === 'window') return windowLeaves(value as { kind: string });
    if (key === 'kind' && part === of) return [];
    // Of one step there is no time between the first and the last.
    if (key === 'within' && part === of && of.kind === 'sequence' && of.steps.length === 1) return [];
    if ((key === 'property' || key === 'attribute') && part === of) return [`${of.kind}.${String(value)}`];
    return leaves(value, of);
  });
}

function windowLeaves({ kind, ...rest }: { kind: string; period?: string; which?: string }): string[] {
  if (kind === 'calendar') return [`calendar ${rest.period}`];
  if (kind === 'session') return [`session ${rest.which}`];
  return [kind, ...Object.values(rest).map(String)];
}

function written(value: number, of: Condition): string {
  if (of.kind === 'cart' && of.property === 'totalMinor') return `${value / 100} EUR`;
  if (of.kind === 'page' && of.property === 'localTimeMinutes' && value < 1_440) {
    const digits = (part: number) => String(Math.floor(part)).padStart(2, '0');
    return `${digits(value / 60)}:${digits(value % 60)}`;
  }
  return new Intl.NumberFormat('en', { maximumFractionDigits: 6 }).format(value);
}

function unescaped(text: string): string {
  return text.replaceAll('&quot;', '"').replaceAll('&#x27;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}
