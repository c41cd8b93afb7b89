import { Hono } from 'hono';
import * as z from 'zod';
import { AttributeDefinition } from '../../../shared/schema/attribute.ts';
import type { AuditedContext } from '../../middleware/audited.ts';
import { changesBetween } from '../../services/audit.ts';
import { SchemaAttributes } from '../../services/schema-attributes.ts';
import { body } from './body.ts';

const Edit = z.strictObject({ revision: z.number().int(), definition: AttributeDefinition.omit({ name: true }) });

/** Attributes of profiles: built-in ones, those of the site, and those that arrived undeclared. The id of one is its name. */
export const attributes = new Hono<AuditedContext>()
  .get('/', async function listAttributes(c) {
    return c.json({ attributes: await new SchemaAttributes(c.env.DB, c.var.user.site).list() });
  })
  .post('/', body(AttributeDefinition), async function declareAttribute(c) {
    const definition = c.req.valid('json');
    await new SchemaAttributes(c.env.DB, c.var.user.site).declare(definition, Date.now());
    c.set('note', { subject: definition.name, name: definition.label });
    return c.json({ name: definition.name, revision: 1 }, 201);
  })
  .put('/:id', body(Edit), async function changeAttribute(c) {
    const { revision, definition } = c.req.valid('json');
    const wanted = { name: c.req.param('id'), ...definition };
    const before = await new SchemaAttributes(c.env.DB, c.var.user.site).change(wanted, { revision, now: Date.now() });
    c.set('note', { name: definition.label, changes: changesBetween(before, wanted) });
    return c.json({ name: wanted.name, revision: revision + 1 });
  })
  .delete('/:id', async function removeAttribute(c) {
    await new SchemaAttributes(c.env.DB, c.var.user.site).remove(c.req.param('id'));
    return c.body(null, 204);
  });
