import { Hono } from 'hono';
import type { AppContext } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { opensFile } from '../../services/exports/file-link.ts';
import { fileOf } from '../../services/exports/file-of.ts';
import { Exports } from '../../stores/exports.ts';

/** `GET /v1/files/RUN/EXPIRES/SIGNATURE`: the file of an export, for whoever a webhook told of it. */
export const fileRoutes = new Hono<AppContext>().get('/v1/files/:run/:expires{[0-9]{13}}/:signature', async (c) => {
  const { run, expires, signature } = c.req.param();
  const link = { run, expiresAt: Number(expires), signature, now: Date.now() };
  const found = (await opensFile(c.env.VISITOR_SECRET, link)) ? await new Exports(c.env.DB).byId(run) : null;
  if (!found) throw new ProblemError('not-found', 'the link is over or was never made');
  return fileOf(c.env, found);
});
