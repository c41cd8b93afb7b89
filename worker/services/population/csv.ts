import type { FactValue } from '../../../shared/rules/residual-shape.ts';

/**
 * Cells that a spreadsheet would run as a formula, also behind spaces, a byte order mark, or in full width
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
const formula = /^'*[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|]|^'*[\t\r\n]/u;

/** One row of a CSV file (RFC 4180) with its line end. Formulas are made texts by a leading apostrophe; a number is never one. */
export function csvRow(cells: readonly (FactValue | undefined)[]): string {
  return `${cells.map(csvCell).join()}\r\n`;
}

function csvCell(value: FactValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : joinedItems(value);
  const safe = needsApostrophe(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Formulas, and texts whose blanks at an end would be taken for a slip when they come in again. */
function needsApostrophe(text: string): boolean {
  return formula.test(text) || /^'*\s|\s$/u.test(text);
}

/** What a cell says: of ours the text behind the apostrophe as it was, of others without blanks at its ends. */
export function cellText(cell: string): string {
  return cell.startsWith("'") && needsApostrophe(cell.slice(1)) ? cell.slice(1) : cell.trim();
}

/** The items of a list in one cell. */
function joinedItems(items: readonly string[]): string {
  return items.map((item) => item.replace(/[\\;]/g, '\\$&')).join('; ');
}

/** The items of a cell: what stands between semicolons, empty ones passed over. */
export function cellItems(text: string): string[] {
  const items = text.match(/(?:\\.|[^\\;]|\\$)+/gs) ?? [];
  return items.map((item) => item.trim().replace(/\\([\\;])/g, '$1')).filter((item) => item !== '');
}
