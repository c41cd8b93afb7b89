import { Hono } from 'hono';
import type { AppContext } from './config.ts';
import { answerProblem, problemResponse } from './middleware/problem.ts';
import { serverApi } from './routes/api/index.ts';
import { adminSites, consolePages, consoleRoutes, previewPage, signInLinks } from './routes/console/index.ts';
import { collectRoutes } from './routes/public/collect.ts';
import { fileRoutes } from './routes/public/files.ts';
import { openApiRoutes } from './routes/public/openapi.ts';
import { privacyRoutes } from './routes/public/privacy.ts';
import { ruleSchemaRoutes } from './routes/public/rule-schema.ts';
import { tagRoutes } from './routes/public/tag.ts';

/** Every route of the Worker. */
export function makeApp(): Hono<AppContext> {
  const app = new Hono<AppContext>();
  app.route('/', tagRoutes);
  app.route('/', collectRoutes);
  app.route('/', privacyRoutes);
  app.route('/', fileRoutes);
  app.route('/', ruleSchemaRoutes);
  app.route('/', openApiRoutes);
  app.route('/api/v1', serverApi);
  app.route('/api/admin/sites', adminSites);
  app.route('/api/admin/sign-in-links', signInLinks);
  app.route('/api/console', consoleRoutes);
  app.route('/console/preview', previewPage);
  app.route('/console', consolePages);
  app.notFound((context) => problemResponse('not-found', `${context.req.method} ${context.req.path}`));
  app.onError(answerProblem);
  return app;
}
