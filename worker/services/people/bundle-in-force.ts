import type { LinkedBundle } from '../../../shared/rules/link.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { WebhookKind } from '../../../shared/schema/webhook.ts';
import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { Bundles } from '../../stores/bundles.ts';
import { wantedKinds } from '../../stores/outbox.ts';
import { readSite } from '../../stores/sites.ts';

/** What a site has published, linked. Throws `conflict` before the first publish. */
export async function bundleInForce(
  env: Env,
  site: SiteId,
): Promise<{ linked: LinkedBundle; bundleVersion: number; wanted: ReadonlySet<WebhookKind> }> {
  const found = await readSite(env.DB, site);
  if (!found || found.bundleVersion === 0)
    throw new ProblemError('conflict', 'publish once, then people can be written');
  const { bundleVersion, webhookKinds } = found;
  return {
    linked: await new Bundles({ db: env.DB, bundles: env.BUNDLES }).read(site, bundleVersion),
    bundleVersion,
    wanted: wantedKinds(webhookKinds),
  };
}
