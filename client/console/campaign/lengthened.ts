import type { Promotion } from '../../../shared/schema/promotion.ts';

/** Other languages take more room: every text that visitors read, half as long again. */
export function lengthened(promotion: Promotion): Promotion {
  return { ...promotion, blocks: longer(promotion.blocks) };
}

/** Keys whose texts are read; the others are names and addresses. */
const read: readonly string[] = ['text', 'label', 'submit'];

function longer<T>(value: T, key?: string): T {
  if (typeof value === 'string') {
    if (key === undefined || !read.includes(key)) return value;
    const words = value.split(' ');
    return [...words, ...words.slice(0, Math.ceil(words.length / 2))].join(' ') as T;
  }
  if (Array.isArray(value)) return value.map((item) => longer(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, longer(item, name)])) as T;
}
