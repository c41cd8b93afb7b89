import { isCommerce, recordCommerce, recordWholeCart } from './commerce.ts';
import { explain } from './debug.ts';
import { askPrivacy, reset } from './forget.ts';
import { guard } from './guard.ts';
import { nextPageView } from './page-views.ts';
import { record } from './record.ts';
import { currentSegments } from './segments.ts';
import { setConsent } from './set-consent.ts';
import { listen } from './signals.ts';

/** What the page may call: `usher('track', name, properties)` and so on. */
const commands = {
  track: (name: string, properties: object = {}) =>
    isCommerce(name) ? recordCommerce(name, properties, 'api') : record(name, properties),
  identify: (attributes: object) => record('identify', { attributes }),
  consent: setConsent,
  cart: recordWholeCart,
  page: (told?: object) => nextPageView(document.referrer, told),
  on: (what: 'segments' | 'promotion', listener: (told: unknown) => void) => {
    listen(what, listener);
    if (currentSegments && what === 'segments') listener(currentSegments);
  },
  reset,
  privacy: askPrivacy,
  debug: explain,
};

export interface Usher {
  (command: keyof typeof commands, ...parameters: unknown[]): unknown;
  /** Calls made on the page's stub before the script came. */
  q?: Iterable<Iterable<unknown>>;
  isLoaded?: true;
}

/** An unknown command, like any failure, does nothing. `debug` answers its reasons; the rest is nothing to wait for. */
export const usher: Usher = guard((command: keyof typeof commands, ...parameters: unknown[]) =>
  (commands[command] as (...parameters: unknown[]) => unknown)(...parameters),
);
