import { type AttributeDefinition, comparedAs } from '../../../shared/schema/attribute.ts';
import type { ImportSettings } from '../../../shared/schema/import.ts';
import type { Identifiers, ProfileWrite } from '../../../shared/schema/server-api.ts';
import { profileNumber } from '../console/profile-rows.ts';
import type { PersonWrite } from '../people/gather.ts';
import { type Read, type Reading, readProfileWrite } from '../people/statements.ts';
import { cellItems, cellText } from '../population/csv.ts';

/** What the cells of a row say of a person; empty cells say nothing. Faults are told by the name of their column. */
export function readRow(
  fields: readonly string[],
  { settings, header, reading }: { settings: ImportSettings; header: readonly string[] | null; reading: Reading },
): Read<PersonWrite> {
  const expected = header?.length ?? settings.columns.length;
  if (fields.length > expected && fields.slice(expected).some((field) => field !== '')) {
    return fault(`${fields.length} cells in a row of ${expected}: a delimiter too many, or a quote missing`);
  }
  const identifiers: Identifiers = {};
  const attributes: NonNullable<ProfileWrite['attributes']> = {};
  for (const [index, target] of settings.columns.entries()) {
    const text = cellText(fields[index] ?? '');
    if (text === '' || target.kind === 'ignore') continue;
    const column = header?.[index] ?? `column ${index + 1}`;
    if (target.kind === 'profileId') {
      if (profileNumber(text) === null) return fault(`${column}: "${text}" is no profile id`);
      identifiers.id = text;
    } else if (target.kind === 'identity') {
      identifiers[target.identity] = [...[identifiers[target.identity] ?? []].flat().map(String), ...cellItems(text)];
    } else {
      attributes[target.attribute] = cellValue(text, reading.vocabulary.attributes.get(target.attribute), settings);
    }
  }
  if (Object.keys(identifiers).length === 0) return fault('no id in this row: an email, a phone or a source id');
  return readProfileWrite({ identifiers, attributes }, reading);
}

function fault(detail: string): Read<never> {
  return { ok: false, faults: [{ pointer: '', detail }] };
}

/** A cell as the attribute's type has it; what does not fit stays text, and is refused by what reads it. */
function cellValue(
  text: string,
  definition: AttributeDefinition | undefined,
  { dateOrder }: Pick<ImportSettings, 'dateOrder'>,
): string | number | string[] {
  switch (definition && comparedAs(definition.type)) {
    case 'number':
      return /^[+-]?\d+(?:[.]\d+)?(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
    case 'date':
      return /^\d{11,}$/.test(text) ? Number(text) : isoDay(text, dateOrder);
    case 'choice':
      return cellItems(text);
    default:
      return definition?.multiple ? cellItems(text) : text;
  }
}

/** `03.04.2026`, `3/4/2026` and `2026/4/3` as `YYYY-MM-DD`; anything else as it is. */
function isoDay(text: string, order: ImportSettings['dateOrder']): string {
  const [, first, second, third] = /^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})$/.exec(text) ?? [];
  if (!first || !second || !third) return text;
  const isYearFirst = first.length === 4;
  const [year, month, day] = isYearFirst
    ? [first, second, third]
    : order === 'mdy'
      ? [third, first, second]
      : [third, second, first];
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
