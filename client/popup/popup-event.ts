import type { ConsentField } from '../../shared/schema/promotion.ts';

/** What the popup tells the tag. The tag turns each into an event of the outbox; the popup itself sends nothing. */
export type PopupEvent =
  /** At least half of it was visible for one second. Once. */
  | { kind: 'viewed' }
  /** A button or link that leads somewhere. `block` is the index in the promotion's blocks. */
  | { kind: 'clicked'; block: number; url: string }
  /** Field values by attribute name, valid by the browser's own validation. */
  | { kind: 'submitted'; fields: Record<string, string | number | string[]>; consents: GivenConsent[] }
  /** It is gone from the page. Last. */
  | { kind: 'closed'; by: 'button' | 'escape' | 'page' };

/** The evidence of one consent box. */
export interface GivenConsent {
  purpose: ConsentField['purpose'];
  text: string;
  granted: boolean;
}

/** Default export of the popup chunk: renders at once; the returned function closes it (`by: 'page'`). */
export type ShowPopup = (
  promotion: import('../../shared/schema/promotion.ts').Promotion,
  tell: (event: PopupEvent) => void,
) => () => void;
