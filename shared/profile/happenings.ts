import type { Event } from '../schema/event.ts';
import type { WebhookKind } from '../schema/webhook.ts';
import type { AcceptedBatch } from './accepted-batch.ts';
import { isIdentified, type Snapshot } from './snapshot.ts';

/** Something that a batch made happen and that a site's server may want to hear of. */
export interface Happening {
  kind: Exclude<WebhookKind, 'segment.entered' | 'segment.left' | 'export.finished'>;
  /** Epoch ms. */
  at: number;
  data: Record<string, unknown>;
}

/** What a batch made happen, but for moves between segments. */
export function happeningsOf(
  batch: Pick<AcceptedBatch, 'events' | 'receivedAt'>,
  { wasIdentified, after }: { wasIdentified: boolean; after: Snapshot },
): Happening[] {
  const identified: Happening[] =
    !wasIdentified && isIdentified(after) ? [{ kind: 'profile.identified', at: batch.receivedAt, data: {} }] : [];
  return [...identified, ...batch.events.flatMap(ofEvent)];
}

function ofEvent({ name, time: at, properties }: Event): Happening[] {
  switch (name) {
    case 'form_submit':
    case 'promotion_submitted': {
      const { form = null, campaign = null, variant = null, fields = {}, consents = [] } = properties;
      return [{ kind: 'form.submitted', at, data: { form, campaign, variant, fields, consents } }];
    }
    case 'purchase':
      return [{ kind: 'order.updated', at, data: { order: properties } }];
    default:
      return [];
  }
}
