import { createMiddleware } from 'hono/factory';
import { routePath } from 'hono/route';
import { auditActions, unaudited } from '../services/audit.ts';
import { type AuditEntry, writeAudit } from '../stores/audit-log.ts';
import type { ConsoleContext } from './signed-in.ts';

/** What a route tells of its change beside its name. */
export type AuditNote = Partial<Pick<AuditEntry, 'subject' | 'name' | 'changes'>>;

export interface AuditedContext extends ConsoleContext {
  Variables: ConsoleContext['Variables'] & { note?: AuditNote };
}

/** Writes every change that succeeded into the audit log, with what its route noted of it (`c.set('note', …)`). */
export const audited = createMiddleware<AuditedContext>(async function audited(c, next) {
  await next();
  if (c.req.method === 'GET' || c.req.method === 'HEAD' || c.res.status >= 400) return;
  const key = `${c.req.method} ${routePath(c, -1)
    .replace(/^\/api\/console/, '')
    .replace(/\/$/, '')}`;
  if (unaudited.includes(key)) return;
  const action = Object.hasOwn(auditActions, key) ? auditActions[key as keyof typeof auditActions] : key;
  const { email, site } = c.var.user;
  const { subject = c.req.param('id') ?? null, name = null, changes = [] } = c.var.note ?? {};
  await writeAudit(c.env.DB, site, Date.now(), { who: email, action, subject, name, changes });
});
