import { isCommerce, recordCommerce } from './commerce.ts';
import { asConsent } from './consent.ts';
import { guard } from './guard.ts';

type Entry = ArrayLike<unknown> & { event?: unknown; ecommerce?: unknown };

function layer(): unknown[] {
  const page = window as { dataLayer?: unknown[] };
  page.dataLayer ??= [];
  return page.dataLayer;
}

/**
 * Replays what the shop pushed already, then reads each push as it is made; the page gets the answer of the original.
 * `setConsent` takes the updates of Google Consent Mode.
 */
export function readDataLayer(setConsent: (given: object) => unknown): void {
  const read = guard((entry: Entry) => {
    const { event, ecommerce, ...rest } = entry;
    if (isCommerce(event)) return recordCommerce(event, (ecommerce ?? rest) as object, 'dataLayer');
    // gtag pushes the arguments object of its own call.
    const [command, name, parameters] = Array.from(entry) as [unknown, unknown, Record<string, unknown> | undefined];
    if (command === 'event' && isCommerce(name)) return recordCommerce(name, parameters ?? {}, 'gtag');
    if (command !== 'consent' || name !== 'update' || !parameters) return;
    const {
      analytics_storage: analytics,
      personalization_storage: personalisation,
      ad_storage: marketing,
    } = parameters;
    return setConsent(asConsent({ analytics, personalisation, marketing }));
  });
  const readAll = (entries: unknown[]): void => {
    for (const entry of entries) if (entry && typeof entry === 'object') read(entry as Entry);
  };
  const entries = layer();
  const { push } = entries;
  readAll([...entries]);
  entries.push = (...added) => {
    const answer = push.apply(entries, added);
    readAll(added);
    return answer;
  };
}

/** Hands something to the page's other scripts. */
export function pushToDataLayer(entry: object): void {
  layer().push(entry);
}
