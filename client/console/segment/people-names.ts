import { formatNumber } from '../formats.ts';
import { segmentWords } from './segment-words.ts';

/** Names of people as they were typed or pasted: one a line, or between commas and semicolons. */
export function namesIn(text: string): string[] {
  const names = text.split(/[\n,;]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ''))];
}

const maxNamed = 5;

/** Who was not found, in words; null when everybody was. */
export function unknownWords({ unknown, unknownCount }: { unknown: string[]; unknownCount: number }): string | null {
  if (unknownCount === 0) return null;
  const named = unknown.slice(0, maxNamed).join(', ') + (unknownCount > maxNamed ? segmentWords.andMore : '');
  return segmentWords.unknown(formatNumber(unknownCount), named);
}
