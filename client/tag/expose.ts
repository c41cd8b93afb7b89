import type { Offer } from '../../shared/schema/protocol.ts';
import type { PopupEvent, ShowPopup } from '../popup/popup-event.ts';
import { config } from './config.ts';
import { collecting } from './consent.ts';
import { flush, scheduleFlush } from './flush.ts';
import { guard } from './guard.ts';
import { newEvent } from './new-event.ts';
import { slot, whyNot } from './offers.ts';
import { randomId } from './random-id.ts';
import { record } from './record.ts';
import { continueSession } from './session.ts';
import { signal } from './signals.ts';
import type { State } from './state.ts';
import { change, state } from './store.ts';
import { view } from './view.ts';

let isChoosing = false;

/** Closes what is open. */
export let closePromotion = (): void => {};

/** Exposes the first offer that is due at this moment, if any: a glance at what is known, then the real look. */
export async function exposeDue(moment?: string): Promise<void> {
  const dueIn = (from: State) => from.decision?.reply.offers.find((offer) => !whyNot(offer, from, moment));
  if (isChoosing || collecting() !== 'yes' || !dueIn(state)) return;
  isChoosing = true;
  try {
    // One transaction looks again, over all tabs, and writes the exposure down: two tabs cannot both spend the last one.
    const exposure = await change((next) => {
      const offer = dueIn(next);
      if (!offer) return;
      const { campaign, variant, promotion } = offer;
      const properties = { campaign, variant, decision: randomId(11), control: promotion ? undefined : true };
      next.outbox.push(newEvent('promotion_exposed', properties, continueSession(next).id));
      return { promotion, properties };
    });
    if (!exposure) return;
    const { promotion, properties } = exposure;
    view.exposed.add(properties.campaign);
    slot.taken = promotion ? 'open' : 'control';
    scheduleFlush();
    signal('promotion', { ...properties, event: 'promotion_exposed' });
    if (promotion) await show(promotion, properties);
  } finally {
    isChoosing = false;
  }
}

async function show(promotion: NonNullable<Offer['promotion']>, exposed: object): Promise<void> {
  const tell = guard(async ({ kind, ...told }: PopupEvent) => {
    if (kind === 'closed') slot.taken = undefined;
    const name = `promotion_${kind}`;
    const properties = { ...exposed, ...told };
    signal('promotion', { ...properties, event: name });
    await record(name, properties);
    // The reply to a submit knows it; a click may leave the page.
    if (/submitted|clicked/.test(kind)) await flush();
  });
  try {
    const popup = (await import(config.host + config.popup)) as { default: ShowPopup };
    closePromotion = popup.default(promotion, tell);
  } catch (error) {
    slot.taken = undefined;
    throw error;
  }
}
