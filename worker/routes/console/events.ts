import { Hono } from 'hono';
import * as z from 'zod';
import { EventDefinition } from '../../../shared/schema/event-definition.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { changesBetween } from '../../services/audit.ts';
import { SchemaEvents } from '../../services/schema-events.ts';
import { body } from './body.ts';

const Edit = z.strictObject({ revision: z.number().int(), definition: EventDefinition.omit({ name: true }) });

/** Events: ready-made ones, those of the site, and those that arrived undeclared. The id of one is its name. */
export const events = new Hono<AuditedContext>()
  .get('/', async function listEvents(c) {
    return c.json({ events: await new SchemaEvents(c.env.DB, c.var.user.site).list() });
  })
  .post('/', body(EventDefinition), async function declareEvent(c) {
    const definition = c.req.valid('json');
    await new SchemaEvents(c.env.DB, c.var.user.site).declare(definition, Date.now());
    c.set('note', { subject: definition.name, name: definition.label });
    return c.json({ name: definition.name, revision: 1 }, 201);
  })
  .put('/:id', body(Edit), async function changeEvent(c) {
    const { revision, definition } = c.req.valid('json');
    const wanted = { name: c.req.param('id'), ...definition };
    const before = await new SchemaEvents(c.env.DB, c.var.user.site).change(wanted, { revision, now: Date.now() });
    c.set('note', { name: definition.label, changes: changesBetween(before, wanted) });
    return c.json({ name: wanted.name, revision: revision + 1 });
  })
  .delete('/:id', async function removeEvent(c) {
    await new SchemaEvents(c.env.DB, c.var.user.site).remove(c.req.param('id'));
    return c.body(null, 204);
  });
