import * as z from 'zod';
import { EventWrite, OrderWrite, ProfileWrite } from '../../../shared/schema/server-api.ts';
import { bearer } from '../../middleware/bearer.ts';
import { idempotent } from '../../middleware/idempotent.ts';
import { jsonBody } from '../../middleware/json-body.ts';
import { rateLimit } from '../../middleware/rate-limit.ts';
import { newApi } from './api-app.ts';
import { attributes } from './attributes.ts';
import { campaigns } from './campaigns.ts';
import { codes } from './codes.ts';
import { events } from './events.ts';
import { imports } from './imports.ts';
import { orders } from './orders.ts';
import { privacy } from './privacy.ts';
import { profileReads } from './profile-reads.ts';
import { profileWrites } from './profile-writes.ts';
import { segmentMembers } from './segment-members.ts';
import { segments } from './segments.ts';

/** A thousand people with their attributes. */
const maxBytes = 4_194_304;
/** Events nest eight deep inside a batch; rules deeper. */
const maxDepth = 48;

/** The server API, below `/api/v1`. */
export const serverApi = newApi();
serverApi.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' });
// Batches look at their items one by one, so no route names these schemas by itself.
for (const [name, schema] of Object.entries({ ProfileWrite, EventWrite, OrderWrite })) {
  const { $schema: _, ...component } = z.toJSONSchema(schema, { io: 'input' });
  serverApi.openAPIRegistry.registerComponent('schemas', name, component as object);
}
serverApi.use('*', bearer, rateLimit, jsonBody({ maxBytes, maxDepth }), idempotent);
serverApi.route('/', profileWrites);
serverApi.route('/', profileReads);
serverApi.route('/', privacy);
serverApi.route('/', events);
serverApi.route('/', attributes);
serverApi.route('/', imports);
serverApi.route('/', campaigns);
serverApi.route('/', codes);
serverApi.route('/', segments);
serverApi.route('/', segmentMembers);
serverApi.route('/', orders);
