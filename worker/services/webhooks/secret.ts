import type { SiteId } from '../../../shared/schema/names.ts';

const secretBytes = 24;

/** A secret in the form of the Standard Webhooks scheme. */
export function newWebhookSecret(): string {
  return `whsec_${crypto.getRandomValues(new Uint8Array(secretBytes)).toBase64()}`;
}

/** What the secrets of a site's webhooks are sealed for. */
export function webhookPurpose(site: SiteId): string {
  return `webhook/${site}`;
}
