import type { AuditChange } from '../stores/audit-log.ts';

/** What can be done in the console, by method and route: each change has its name, so that none goes unwritten. */
export const auditActions = {
  'POST /segments': 'segment created',
  'PUT /segments/:id': 'segment edited',
  'DELETE /segments/:id': 'segment deleted',
  'POST /segments/:id/archive': 'segment archived',
  'POST /segments/:id/restore': 'segment restored',
  'POST /segments/:id/versions/:version{[0-9]{1,9}}/restore': 'segment version restored',
  'POST /segments/:id/duplicate': 'segment duplicated',
  'POST /segments/:id/freeze': 'segment frozen',
  'POST /segments/lists': 'list created',
  'POST /segments/snapshots': 'snapshot made',
  'POST /segments/:id/members': 'list edited',
  'POST /campaigns': 'campaign created',
  'PUT /campaigns/:id': 'campaign edited',
  'POST /campaigns/:id/versions/:version{[0-9]{1,9}}/restore': 'campaign version restored',
  'POST /publish': 'published',
  'POST /profiles/merge': 'profiles merged',
  'DELETE /profiles/:id': 'profile erased',
  'POST /sample-people': 'sample people added',
  'POST /sample-people/remove': 'sample people removed',
  'POST /imports': 'import made',
  'POST /imports/:id/start': 'import started',
  'POST /imports/:id/cancel': 'import cancelled',
  'POST /exports': 'export made',
  'PUT /exports/:id': 'export edited',
  'DELETE /exports/:id': 'export removed',
  'POST /exports/:id/run': 'export run',
  'POST /webhooks': 'webhook made',
  'PUT /webhooks/:id': 'webhook edited',
  'DELETE /webhooks/:id': 'webhook removed',
  'POST /webhooks/:id/deliveries/:delivery/replay': 'delivery replayed',
  'POST /attributes': 'attribute declared',
  'PUT /attributes/:id': 'attribute edited',
  'DELETE /attributes/:id': 'attribute removed',
  'POST /events': 'event declared',
  'PUT /events/:id': 'event edited',
  'DELETE /events/:id': 'event removed',
  'PUT /settings': 'settings edited',
  'POST /users': 'user invited',
  'PUT /users/:id': 'role changed',
  'DELETE /users/:id': 'user removed',
  'POST /tokens': 'token made',
  'DELETE /tokens/:id': 'token revoked',
  'POST /identity-keys': 'identity key made',
  'DELETE /identity-keys/:id': 'identity key revoked',
} as const;

/** Changes that leave no trace worth keeping. */
export const unaudited: readonly string[] = [
  'POST /debug-token',
  'DELETE /session',
  'PUT /imports/:id/parts/:part{[0-9]{1,5}}',
  'POST /imports/:id/drive',
  'POST /webhooks/:id/test',
  'POST /exports/preview',
];

/** What differs between two states of one thing, field by field; `words` may say a field better than its JSON, by an empty text that there is nothing. */
export function changesBetween<T extends object>(
  before: T | null,
  after: T | null,
  words: Partial<{ [K in keyof T]: (value: NonNullable<T[K]>) => string }> = {},
): AuditChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})] as (keyof T & string)[]);
  return [...fields].flatMap((what): AuditChange[] => {
    const [was, is] = [said(before?.[what], words[what]), said(after?.[what], words[what])];
    return was === is ? [] : [{ what, before: was, after: is }];
  });
}

const longest = 2_000;

function said<V>(value: V | undefined, words: ((value: NonNullable<V>) => string) | undefined): string | null {
  if (value === undefined || value === null || !words) return valueText(value);
  return valueText(words(value) || null);
}

/** A value as the log keeps it: a text, else its JSON, cut short where it is long; null where there is none. */
export function valueText(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
