import type { Block } from '../../shared/schema/promotion.ts';
import { createElement } from './create-element.ts';

export interface CouponWords {
  copy: string;
  copied: string;
}

/** The code, and a button that copies it and says so. */
export function renderCoupon(
  { code, label = '' }: Extract<Block, { kind: 'coupon' }>,
  { copy, copied }: CouponWords,
): HTMLElement {
  const shown = createElement('code', {}, code);
  const button = createElement('button', { ariaLive: 'polite' }, copy);
  button.onclick = () => {
    // Selected as well: without the clipboard (plain http, no permission) the visitor copies by hand.
    getSelection()?.selectAllChildren(shown);
    navigator.clipboard?.writeText(code).then(
      () => {
        button.textContent = copied;
      },
      () => {},
    );
  };
  return createElement('div', { className: 'coupon' }, createElement('p', {}, label), shown, button);
}
