import { createRoute } from '@hono/zod-openapi';
import * as z from 'zod';
import { AttributeDefinition } from '../../../shared/schema/attribute.ts';
import { SchemaAttributes } from '../../services/schema-attributes.ts';
import { body, json, newApi, operation } from './api-app.ts';

const reading = operation('read');
const list = createRoute({
  method: 'get',
  path: '/attributes',
  operationId: 'listAttributes',
  summary: 'Attributes of the site',
  description: 'Built-in ones, those that were declared, and those that arrived without being declared.',
  security: reading.security,
  middleware: reading.middleware,
  responses: {
    200: json(
      'All of them.',
      z.object({
        attributes: z.array(
          z.object({ definition: AttributeDefinition, origin: z.enum(['builtIn', 'own', 'undeclared']) }),
        ),
      }),
    ),
    ...reading.problems,
  },
});

const writing = operation('admin', 'in-use');
const declare = createRoute({
  method: 'post',
  path: '/attributes',
  operationId: 'declareAttribute',
  summary: 'Declare an attribute',
  security: writing.security,
  middleware: writing.middleware,
  request: body(AttributeDefinition),
  responses: { 200: json('Declared.', z.object({ name: z.string() })), ...writing.problems },
});

export const attributes = newApi()
  .openapi(list, async function listAttributes(c) {
    const all = await new SchemaAttributes(c.env.DB, c.var.token.site).list();
    return c.json({ attributes: all.map(({ definition, origin }) => ({ definition, origin })) }, 200);
  })
  .openapi(declare, async function declareAttribute(c) {
    const definition = c.req.valid('json');
    await new SchemaAttributes(c.env.DB, c.var.token.site).declare(definition, Date.now());
    return c.json({ name: definition.name }, 200);
  });
