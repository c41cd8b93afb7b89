import type { ImportRow } from '../api.ts';
import { formatNumber } from '../formats.ts';
import { importWords } from './import-words.ts';

/** `9,170 rows: 8,482 matched, 612 new, 76 bad`. */
export function sentenceOf({ counts }: Pick<ImportRow, 'counts'>): string {
  return importWords.sentence({
    rows: formatNumber(counts.rows),
    updated: formatNumber(counts.updated),
    created: formatNumber(counts.created),
    skipped: formatNumber(counts.skipped),
    bad: formatNumber(counts.bad),
  });
}
