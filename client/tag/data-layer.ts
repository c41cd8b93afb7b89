import { isCommerce, recordCommerce } from './commerce.ts';
import { guard } from './guard.ts';
import { setConsent } from './set-consent.ts';

type Entry = ArrayLike<unknown> & { event?: unknown; ecommerce?: unknown };

/** The page's data layer, made when there is none. */
export function dataLayer(): unknown[] {
  const page = window as { dataLayer?: unknown[] };
  page.dataLayer ??= [];
  return page.dataLayer;
}

/**
 * Replays what the shop pushed already, then reads each push as it is made: commerce, and the updates of Google Consent
 * Mode. The page gets the answer of the original.
 */
export function readDataLayer(): void {
  const read = guard((entry: Entry) => {
    const { event, ecommerce, ...rest } = Object(entry) as Entry;
    if (isCommerce(event)) return recordCommerce(event, (ecommerce ?? rest) as object, 'dataLayer');
    // gtag pushes the arguments object of its own call.
    const { 0: command, 1: name, 2: parameters = {} } = rest as ArrayLike<unknown>;
    if (command === 'event' && isCommerce(name)) return recordCommerce(name, parameters as object, 'gtag');
    if (command === 'consent' && name === 'update') return setConsent(parameters);
  });
  const entries = dataLayer();
  const { push } = entries;
  for (const entry of [...entries]) read(entry as Entry);
  entries.push = (...added) => {
    const answer = push.apply(entries, added);
    for (const entry of added) read(entry as Entry);
    return answer;
  };
}
