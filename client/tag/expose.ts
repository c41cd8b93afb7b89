import type { PopupEvent, ShowPopup } from '../popup/popup-event.ts';
import { config } from './config.ts';
import { flush, scheduleFlush } from './flush.ts';
import { guard } from './guard.ts';
import { newEvent } from './new-event.ts';
import { whyNot } from './offers.ts';
import { randomId } from './random-id.ts';
import { record } from './record.ts';
import { continueSession } from './session.ts';
import { signal } from './signals.ts';
import type { State } from './state.ts';
import { change, state } from './store.ts';
import { view } from './view.ts';

/** A promotion is on the page. */
export let isOpen = false;

const loadPopup = (): Promise<{ default: ShowPopup }> => import(config.host + config.popup);

/** Fetches the popup chunk ahead, when the page has nothing better to do and an offer may need it. */
export function prefetchPopup(): void {
  // A browser without idle callbacks fetches it when it is due.
  if (state.reply?.offers.some((offer) => offer.promotion)) window.requestIdleCallback?.(guard(loadPopup));
}

/** Closes what is open. */
export let closePromotion: (() => void) | undefined;

/** Exposes the first offer that is due at this moment, if any: a glance at what is known, then the real look. */
export async function exposeDue(moment?: string): Promise<void> {
  const dueIn = (from: State) => from.reply?.offers.find((offer) => !whyNot(offer, from, moment));
  if (!dueIn(state)) return;
  // One transaction looks again, over all tabs, and writes the exposure down: two tabs cannot both spend the last one.
  const exposure = await change((next) => {
    const offer = dueIn(next);
    if (!offer) return;
    const { campaign, variant, promotion } = offer;
    const properties = { campaign, variant, decision: randomId(11), control: promotion ? undefined : true };
    view.exposed.push(campaign);
    isOpen = !!promotion;
    view.control = !promotion;
    continueSession(next);
    next.outbox.push(newEvent('promotion_exposed', properties, next));
    return { ...properties, promotion };
  });
  if (!exposure) return;
  const { promotion, ...properties } = exposure;
  scheduleFlush();
  signal('promotion', { ...properties, event: 'promotion_exposed' });
  if (!promotion) return;
  const tell = async ({ kind, ...more }: PopupEvent): Promise<void> => {
    if (kind === 'closed') isOpen = false;
    const event = `promotion_${kind}`;
    const told = { ...properties, ...more };
    signal('promotion', { ...told, event });
    await record(event, told);
    // The reply to a submit knows it; a click may leave the page.
    if (/submitted|clicked/.test(kind)) await flush();
  };
  const popup = await loadPopup();
  closePromotion = popup.default(promotion, guard(tell));
}
