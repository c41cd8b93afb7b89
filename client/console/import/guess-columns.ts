import { serverMayWrite } from '../../../shared/profile/attributes.ts';
import type { AttributeDefinition } from '../../../shared/schema/attribute.ts';
import type { ColumnTarget } from '../../../shared/schema/import.ts';

const ignore: ColumnTarget = { kind: 'ignore' };

/** What people call columns that say who somebody is, folded. */
const identityNames = {
  email: ['email', 'emails', 'emailaddress', 'mail', 'mailaddress'],
  phone: ['phone', 'phones', 'phonenumber', 'mobile', 'mobilephone', 'telephone', 'tel'],
  source_id: ['sourceid', 'customerid', 'userid', 'clientid', 'customernumber', 'externalid'],
} as const;
const identities = ['email', 'phone', 'source_id'] as const;

const otherNames: Readonly<Record<string, string>> = {
  firstname: 'first_name',
  givenname: 'first_name',
  forename: 'first_name',
  lastname: 'last_name',
  surname: 'last_name',
  familyname: 'last_name',
  fullname: 'name',
  birthday: 'birthdate',
  dateofbirth: 'birthdate',
  zip: 'address_postal_code',
  postcode: 'address_postal_code',
  street: 'address_street',
};

/** `EMail_address` and `e-mail address` are the same name. */
function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** What each column fills, by its name (empty where the file has none), else by what its cells look like. No two fill the same. */
export function guessColumns(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  attributes: readonly AttributeDefinition[],
): ColumnTarget[] {
  const taken = new Set<string>();
  return header.map((name, index) => {
    const cells = rows.map((row) => row[index]?.trim() ?? '').filter((cell) => cell !== '');
    const target = byName(folded(name), cells, attributes) ?? byCells(cells, name === '');
    const key = JSON.stringify(target);
    if (taken.has(key)) return ignore;
    taken.add(key);
    return target;
  });
}

function byName(
  name: string,
  cells: readonly string[],
  attributes: readonly AttributeDefinition[],
): ColumnTarget | null {
  if (name === '') return null;
  const isOurs = cells.length > 0 && cells.every((cell) => /^p_\d{1,15}$/.test(cell));
  if (isOurs && (name === 'profileid' || name === 'id')) return { kind: 'profileId' };
  const identity = identities.find((kind) => (identityNames[kind] as readonly string[]).includes(name));
  if (identity) return { kind: 'identity', identity };
  const found = attributes.find((one) => folded(one.name) === name || folded(one.label) === name);
  const attribute = found?.name ?? (Object.hasOwn(otherNames, name) ? otherNames[name] : undefined);
  if (attribute === undefined) return null;
  return serverMayWrite(attribute) ? { kind: 'attribute', attribute } : ignore;
}

/** Most of the cells decide, because some may be wrong. A name that says nothing is trusted less than cells that are all emails. */
function byCells(cells: readonly string[], isNameless: boolean): ColumnTarget {
  const most = (pattern: RegExp) => {
    const count = cells.filter((cell) => pattern.test(cell)).length;
    return cells.length > 0 && count / cells.length > 0.7;
  };
  if (most(/^[^@\s]+@[^@\s]+\.[^@\s]+$/)) return { kind: 'identity', identity: 'email' };
  if (most(/^\+\d[\d ()-]{7,}$/)) return { kind: 'identity', identity: 'phone' };
  if (isNameless && most(/^p_\d{1,15}$/)) return { kind: 'profileId' };
  return ignore;
}

export type GuessedType = 'number' | 'date' | 'shortText';

/** Which type an attribute would have that holds these cells. */
export function guessType(cells: readonly string[]): GuessedType {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const all = (pattern: RegExp) => filled.length > 0 && filled.every((cell) => pattern.test(cell));
  // A number that begins with 0 is an article or a postal code.
  if (all(/^-?(0|[1-9]\d*)(\.\d+)?$/)) return 'number';
  if (all(/^(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})$/)) return 'date';
  return 'shortText';
}
