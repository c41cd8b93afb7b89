import { Hono } from 'hono';
import * as z from 'zod';
import type { ConsoleContext } from '../../middleware/signed-in.ts';
import { readAudit } from '../../stores/audit-log.ts';
import { query } from './query.ts';

const pageSize = 50;
const Page = z.strictObject({
  before: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
});

/** Who changed what, newest first. */
export const audit = new Hono<ConsoleContext>().get('/', query(Page), async function listAudit(c) {
  const { before } = c.req.valid('query');
  const page = { site: c.var.user.site, before: Number(before ?? Number.MAX_SAFE_INTEGER), limit: pageSize + 1 };
  const entries = await readAudit(c.env.DB, page);
  const next = entries.length > pageSize ? (entries[pageSize - 1]?.id ?? null) : null;
  return c.json({ entries: entries.slice(0, pageSize), next });
});
