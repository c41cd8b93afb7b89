import { Hono } from 'hono';
import * as z from 'zod';
import type { AuditedContext } from '../../middleware/audited.ts';
import { ownerOnly } from '../../middleware/owner-only.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { makeSignInLink } from '../../services/console/sign-in.ts';
import { roles, Users } from '../../stores/users.ts';
import { body } from './body.ts';

const Invitation = z.strictObject({
  email: z.email().max(254),
  name: z.string().trim().min(1).max(100),
  role: z.enum(roles),
});
const RoleChange = z.strictObject({ role: z.enum(roles) });

/** Who may sign in. An invitation is a link that works once, for the owner to pass on. */
export const users = new Hono<AuditedContext>()
  .use(ownerOnly)
  .get('/', async function listUsers(c) {
    return c.json({ users: await new Users(c.env.DB).list(c.var.user.site), you: c.var.user.id });
  })
  .post('/', body(Invitation), async function invite(c) {
    const invitation = { ...c.req.valid('json'), site: c.var.user.site };
    const { secret, expiresAt, user } = await makeSignInLink(c.env.DB, invitation, Date.now());
    c.set('note', { subject: user.id, name: user.email, changes: [{ what: 'role', before: null, after: user.role }] });
    return c.json({ link: `${new URL(c.req.url).origin}/console/sign-in#${secret}`, expiresAt }, 201);
  })
  .put('/:id', body(RoleChange), async function changeRole(c) {
    const { role } = c.req.valid('json');
    const before = await new Users(c.env.DB).setRole(c.var.user.site, c.req.param('id'), role);
    if (before === null) throw new ProblemError('not-found', 'this site has no such user');
    if (before === 'last owner')
      throw new ProblemError('conflict', 'a site keeps at least one owner: make another one first');
    c.set('note', { name: before.email, changes: [{ what: 'role', before: before.role, after: role }] });
    return c.body(null, 204);
  })
  .delete('/:id', async function removeUser(c) {
    const removed = await new Users(c.env.DB).remove(c.var.user.site, c.req.param('id'));
    if (removed === null) throw new ProblemError('not-found', 'this site has no such user');
    if (removed === 'last owner')
      throw new ProblemError('conflict', 'a site keeps at least one owner: make another one first');
    c.set('note', { name: removed.email });
    return c.body(null, 204);
  });
