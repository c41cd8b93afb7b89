import { Hono } from 'hono';
import type { AppContext } from '../../config.ts';
import { audited } from '../../middleware/audited.ts';
import { sameOrigin } from '../../middleware/same-origin.ts';
import { mayChange, signedIn } from '../../middleware/signed-in.ts';
import { attributes } from './attributes.ts';
import { audit } from './audit.ts';
import { campaigns } from './campaigns.ts';
import { debugToken } from './debug-token.ts';
import { events } from './events.ts';
import { exports } from './exports.ts';
import { identityKeys } from './identity-keys.ts';
import { imports } from './imports.ts';
import { overview } from './overview.ts';
import { population } from './population.ts';
import { profiles } from './profiles.ts';
import { publishing } from './publish.ts';
import { samplePeople } from './sample-people.ts';
import { scoring } from './scoring.ts';
import { segmentActions } from './segment-actions.ts';
import { segmentMembers } from './segment-members.ts';
import { segments } from './segments.ts';
import { session } from './session.ts';
import { settings } from './settings.ts';
import { signInRoute } from './sign-in.ts';
import { tokens } from './tokens.ts';
import { users } from './users.ts';
import { versions } from './versions.ts';
import { webhooks } from './webhooks.ts';

export { adminSites } from './admin-sites.ts';
export { consolePages, previewPage } from './pages.ts';
export { signInLinks } from './sign-in-links.ts';

/** The console's API, mounted at `/api/console`. Only signing in comes before the guard; a viewer may sign out. */
export const consoleRoutes = new Hono<AppContext>()
  .use(sameOrigin)
  .route('/', signInRoute)
  .use(signedIn)
  .route('/session', session)
  .route('/population', population)
  .use(mayChange)
  .use(audited)
  .route('/overview', overview)
  .route('/segments', segmentMembers)
  .route('/segments', segmentActions)
  .route('/segments', versions('segment'))
  .route('/segments', segments)
  .route('/scoring', scoring)
  .route('/campaigns', versions('campaign'))
  .route('/campaigns', campaigns)
  .route('/profiles', profiles)
  .route('/publish', publishing)
  .route('/imports', imports)
  .route('/sample-people', samplePeople)
  .route('/attributes', attributes)
  .route('/events', events)
  .route('/exports', exports)
  .route('/webhooks', webhooks)
  .route('/settings', settings)
  .route('/users', users)
  .route('/tokens', tokens)
  .route('/identity-keys', identityKeys)
  .route('/audit', audit)
  .route('/debug-token', debugToken);

export type ConsoleRoutes = typeof consoleRoutes;
