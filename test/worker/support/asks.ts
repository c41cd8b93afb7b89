import { campaign } from '../../support/campaigns.ts';
import { callConsole } from './console-user.ts';
import { callApi } from './server-api.ts';
import type { WholeSite } from './whole-site.ts';

const { id: _, ...withoutId } = campaign({ id: 'cmp_taken' });

/** What a route is asked about: which id its parameter takes, and a body that would do something. */
interface Ask {
  id?: keyof WholeSite['ids'];
  body?: (ids: WholeSite['ids']) => unknown;
}

const rule = { kind: 'attribute', attribute: 'email', operator: 'isKnown' };
const draft = { revision: 1, draft: { name: 'Taken', rule } };
const definition = {
  label: 'Taken',
  group: 'other',
  type: 'shortText',
  purpose: 'personalisation',
  writtenBy: 'visitor',
};
const question = { rule };
const identifiers = (ids: WholeSite['ids']) => ({ id: ids.profile });
const columns = [{ kind: 'identity', identity: 'email' }];

/** Every route behind a credential. One that is not here fails the first test. */
export const asks: Record<string, Ask> = {
  'GET /api/v1/profiles': {},
  'POST /api/v1/profiles': { body: (ids) => ({ identifiers: identifiers(ids), attributes: { first_name: 'Taken' } }) },
  'POST /api/v1/profiles/batch': { body: (ids) => ({ profiles: [{ identifiers: identifiers(ids) }] }) },
  'POST /api/v1/profiles/merge': { body: (ids) => ({ profiles: [ids.profile, 'p_1'] }) },
  'GET /api/v1/profiles/:id': { id: 'profile' },
  'DELETE /api/v1/profiles/:id': { id: 'profile' },
  'GET /api/v1/profiles/:id/export': { id: 'profile' },
  'GET /api/v1/profiles/:id/orders': { id: 'profile' },
  'GET /api/v1/profiles/:id/consents': { id: 'profile' },
  'GET /api/v1/campaigns': {},
  'GET /api/v1/campaigns/:id': { id: 'campaign' },
  'PUT /api/v1/campaigns/:id/state': { id: 'campaign', body: () => ({ state: 'paused', revision: 1 }) },
  'POST /api/v1/events': { body: (ids) => ({ events: [{ identifiers: identifiers(ids), name: 'taken' }] }) },
  'POST /api/v1/orders': { body: (ids) => ({ orders: [{ id: ids.order, status: 'cancelled' }] }) },
  'GET /api/v1/orders/:id': { id: 'order' },
  'GET /api/v1/attributes': {},
  'POST /api/v1/attributes': { body: () => ({ ...definition, name: 'taken_by_another' }) },
  'POST /api/v1/imports': {
    body: (ids) => ({ name: 'x', hasHeader: false, columns, list: { segment: ids.list, mode: 'replace' } }),
  },
  'GET /api/v1/imports/:id': { id: 'import' },
  'GET /api/v1/imports/:id/failures': { id: 'import' },
  'PUT /api/v1/imports/:id/parts/:part': { id: 'import', body: () => ({ text: 'x' }) },
  'POST /api/v1/imports/:id/start': { id: 'import' },
  'POST /api/v1/imports/:id/cancel': { id: 'import' },
  'GET /api/v1/code-pools': {},
  'PUT /api/v1/code-pools/:pool': { body: () => ({ name: 'Taken' }) },
  'POST /api/v1/code-pools/:pool/codes': { body: () => ({ codes: ['TAKEN-1'] }) },
  'POST /api/v1/code-pools/:pool/give': { body: (ids) => ({ identifiers: identifiers(ids) }) },
  'POST /api/v1/codes/validate': { body: (ids) => ({ code: ids.code, identifiers: identifiers(ids) }) },
  'POST /api/v1/codes/redeem': { body: (ids) => ({ code: ids.code, identifiers: identifiers(ids), order: 'x' }) },
  'GET /api/v1/segments': {},
  'POST /api/v1/segments': { body: () => ({ name: 'Taken', rule }) },
  'GET /api/v1/segments/:id': { id: 'segment' },
  'PUT /api/v1/segments/:id': { id: 'segment', body: () => ({ revision: 1, name: 'Taken', rule }) },
  'DELETE /api/v1/segments/:id': { id: 'segment' },
  'GET /api/v1/segments/:id/members': { id: 'segment' },
  'POST /api/v1/segments/:id/members': { id: 'list', body: (ids) => ({ remove: [ids.profile] }) },
  'POST /api/v1/publish': {},
  'GET /api/console/session': {},
  'DELETE /api/console/session': {},
  'GET /api/console/overview': {},
  'GET /api/console/scoring': {},
  'GET /api/console/segments': {},
  'POST /api/console/segments': { body: () => ({ draft: draft.draft }) },
  'POST /api/console/segments/lists': { body: (ids) => ({ name: 'Taken', members: [ids.profile] }) },
  'POST /api/console/segments/snapshots': { body: () => ({ name: 'Taken', rule }) },
  'GET /api/console/segments/:id': { id: 'segment' },
  'PUT /api/console/segments/:id': { id: 'segment', body: () => draft },
  'DELETE /api/console/segments/:id': { id: 'segment' },
  'GET /api/console/segments/:id/days': { id: 'segment' },
  'GET /api/console/segments/:id/versions': { id: 'segment' },
  'POST /api/console/segments/:id/versions/:version{[0-9]{1,9}}/restore': {
    id: 'segment',
    body: () => ({ revision: 1 }),
  },
  'POST /api/console/segments/:id/archive': { id: 'segment' },
  'POST /api/console/segments/:id/restore': { id: 'segment' },
  'POST /api/console/segments/:id/duplicate': { id: 'segment', body: () => ({ name: 'Taken' }) },
  'POST /api/console/segments/:id/freeze': { id: 'segment', body: () => ({ name: 'Taken' }) },
  'GET /api/console/segments/:id/members': { id: 'list' },
  'POST /api/console/segments/:id/members': { id: 'list', body: (ids) => ({ remove: [ids.profile] }) },
  'GET /api/console/campaigns': {},
  'POST /api/console/campaigns': { body: () => ({ draft: withoutId }) },
  'GET /api/console/campaigns/:id': { id: 'campaign' },
  'PUT /api/console/campaigns/:id': { id: 'campaign', body: () => ({ revision: 1, draft: withoutId }) },
  'GET /api/console/campaigns/:id/versions': { id: 'campaign' },
  'POST /api/console/campaigns/:id/versions/:version{[0-9]{1,9}}/restore': {
    id: 'campaign',
    body: () => ({ revision: 1 }),
  },
  'GET /api/console/profiles': {},
  'GET /api/console/profiles/:id': { id: 'profile' },
  'DELETE /api/console/profiles/:id': { id: 'profile' },
  'GET /api/console/profiles/:id/orders': { id: 'profile' },
  'GET /api/console/profiles/:id/explain/:segment': { id: 'profile' },
  'GET /api/console/profiles/:id/export': { id: 'profile' },
  'GET /api/console/profiles/:id/consents': { id: 'profile' },
  'GET /api/console/profiles/:id/timeline': { id: 'profile' },
  'POST /api/console/profiles/merge': { body: (ids) => ({ profiles: [ids.profile, 'p_1'] }) },
  'POST /api/console/population/count': { body: () => question },
  'POST /api/console/population/counts': { body: () => ({ rules: [rule] }) },
  'POST /api/console/population/estimate': { body: () => question },
  'POST /api/console/population/members': { body: () => question },
  'POST /api/console/population/overlap': { body: (ids) => ({ segments: [ids.segment, ids.list] }) },
  'POST /api/console/population/insights': { body: () => question },
  'POST /api/console/population/explain': { body: (ids) => ({ ...question, profile: ids.profile }) },
  'POST /api/console/population/export': { body: () => ({ ...question, attributes: ['email', 'first_name'] }) },
  'GET /api/console/publish': {},
  'GET /api/console/publish/review': {},
  'POST /api/console/publish': {},
  'GET /api/console/imports': {},
  'POST /api/console/sample-people': { body: () => ({ count: 1 }) },
  'POST /api/console/sample-people/remove': { body: () => ({ count: 1 }) },
  'POST /api/console/imports': {
    body: (ids) => ({ name: 'x', hasHeader: false, columns, list: { segment: ids.list, mode: 'add' } }),
  },
  'GET /api/console/imports/:id': { id: 'import' },
  'GET /api/console/imports/:id/failures.csv': { id: 'import' },
  'PUT /api/console/imports/:id/parts/:part{[0-9]{1,5}}': { id: 'import', body: () => 'x' },
  'POST /api/console/imports/:id/start': { id: 'import' },
  'POST /api/console/imports/:id/drive': { id: 'import' },
  'POST /api/console/imports/:id/cancel': { id: 'import' },
  'GET /api/console/attributes': {},
  'POST /api/console/attributes': { body: () => ({ ...definition, name: 'taken_by_another_still' }) },
  'PUT /api/console/attributes/:id': { id: 'attribute', body: () => ({ revision: 1, definition }) },
  'DELETE /api/console/attributes/:id': { id: 'attribute' },
  'GET /api/console/events': {},
  'POST /api/console/events': { body: () => ({ name: 'taken', label: 'Taken', properties: [] }) },
  'PUT /api/console/events/:id': {
    id: 'event',
    body: () => ({ revision: 1, definition: { label: 'Taken', properties: [] } }),
  },
  'DELETE /api/console/events/:id': { id: 'event' },
  'GET /api/console/exports': {},
  'POST /api/console/exports/preview': { body: (ids) => ({ name: 'x', segment: ids.segment, attributes: ['email'] }) },
  'POST /api/console/exports': { body: (ids) => ({ name: 'x', segment: ids.segment, attributes: ['email'] }) },
  'GET /api/console/exports/:id': { id: 'export' },
  'PUT /api/console/exports/:id': {
    id: 'export',
    body: (ids) => ({ name: 'x', segment: ids.segment, attributes: ['email'] }),
  },
  'DELETE /api/console/exports/:id': { id: 'export' },
  'POST /api/console/exports/:id/run': { id: 'export' },
  'GET /api/console/exports/:id/runs/:run/file.csv': { id: 'export' },
  'GET /api/console/webhooks': {},
  'POST /api/console/webhooks': { body: () => ({ url: 'https://192.0.2.1/', kinds: ['segment.left'] }) },
  'PUT /api/console/webhooks/:id': {
    id: 'webhook',
    body: () => ({ url: 'https://93.184.215.14/taken', kinds: ['segment.left'] }),
  },
  'DELETE /api/console/webhooks/:id': { id: 'webhook' },
  'POST /api/console/webhooks/:id/test': { id: 'webhook' },
  'GET /api/console/webhooks/:id/deliveries': { id: 'webhook' },
  'POST /api/console/webhooks/:id/deliveries/:delivery/replay': { id: 'webhook' },
  'GET /api/console/settings': {},
  'PUT /api/console/settings': { body: () => ({}) },
  'GET /api/console/users': {},
  'POST /api/console/users': { body: () => ({ email: 'taken@x.example', name: 'Taken', role: 'owner' }) },
  'PUT /api/console/users/:id': { id: 'user', body: () => ({ role: 'owner' }) },
  'DELETE /api/console/users/:id': { id: 'user' },
  'GET /api/console/tokens': {},
  'POST /api/console/tokens': { body: () => ({ name: 'Taken', scopes: ['read'] }) },
  'DELETE /api/console/tokens/:id': { id: 'token' },
  'GET /api/console/identity-keys': {},
  'POST /api/console/identity-keys': { body: () => ({ algorithm: 'HS256' }) },
  'DELETE /api/console/identity-keys/:id': { id: 'key' },
  'GET /api/console/audit': {},
  'POST /api/console/debug-token': {},
};

/** Asks a route, with the ids of one site and the credentials of another. */
export function ask(
  route: string,
  ids: WholeSite['ids'],
  who: Partial<Pick<WholeSite, 'cookie' | 'token'>>,
  body?: unknown,
) {
  const [method = '', pattern = ''] = route.split(' ');
  const { id, body: bodyOf } = asks[route] ?? {};
  const path = pattern
    .replace(/:part(\{.*\})?/, '7')
    .replace(/:version(\{.*\})?(?=\/)/, '1')
    .replace(':delivery', 'msg_x')
    .replace(':run', ids.run)
    .replace(':pool', ids.pool)
    .replace(':segment', ids.segment)
    .replace(':id', encodeURIComponent(id ? ids[id] : ''));
  const sent = body ?? (method === 'GET' ? undefined : bodyOf?.(ids));
  const options = sent === undefined ? {} : { body: sent };
  return path.startsWith('/api/v1')
    ? callApi(method, path.slice('/api/v1'.length), { ...(who.token && { token: who.token }), ...options })
    : callConsole(method, path.slice('/api/console'.length), { ...(who.cookie && { cookie: who.cookie }), ...options });
}
