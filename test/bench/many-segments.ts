import type { Rule } from '../../shared/rules/rule.ts';
import type { Segment } from '../../shared/schema/segment.ts';

/** Segments as marketers make them: two or three conditions over attributes and events, half of them shared. */
export function manySegments(count: number): Segment[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `seg_bench${index}`,
    name: `Bench ${index}`,
    rule: {
      kind: 'all',
      rules: [
        { kind: 'attribute', attribute: 'country', operator: 'in', value: ['PL', 'DE', `X${index % 10}`] },
        { kind: 'attribute', attribute: 'sessions', operator: 'gte', value: index % 20 },
        eventAtLeast(['page_view', 'add_to_cart', 'purchase'][index % 3] as string, 1 + (index % 7)),
      ],
    },
  }));
}

function eventAtLeast(event: string, value: number): Rule {
  const window = { kind: 'rolling', amount: 30, unit: 'day' } as const;
  return { kind: 'event', event, where: [], window, aggregate: { kind: 'count' }, operator: 'gte', value };
}
