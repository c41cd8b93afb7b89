import type { Block, Promotion } from '../../shared/schema/promotion.ts';
import { dealer, packed } from '../support/naughty-texts.ts';

const theme = { background: '#ffffff', text: '#111111', accent: '#0044cc', onAccent: '#ffffff', radiusPx: 8 };

/** As many promotions as it takes to have every text in every field of theirs, in both layouts. */
export function naughtyPromotions(): Promotion[] {
  const [code, short, label, alt, consent, long] = [50, 100, 200, 300, 1_000, 2_000].map(dealer) as Dealers;
  const blocks = (): Block[] => [
    { kind: 'heading', text: label() },
    { kind: 'text', text: long() },
    { kind: 'image', url: `/${encodeURIComponent(short())}.svg`, alt: alt(), width: 40, height: 30 },
    { kind: 'button', text: short(), url: `/?q=${encodeURIComponent(label())}` },
    { kind: 'coupon', code: code(), label: label() },
    {
      kind: 'form',
      submit: short(),
      fields: [
        {
          kind: 'field',
          attribute: 'tea_1',
          type: 'singleSelect',
          label: label(),
          required: false,
          options: [{ value: short(), label: label() }],
        },
        { kind: 'consent', purpose: 'marketing', text: consent(), required: false },
      ],
    },
  ];
  return packed(100).map((_, n) => ({
    layout: n % 2 ? 'corner' : 'modal',
    label: label(),
    theme,
    words: { close: code(), copy: code(), copied: code() },
    blocks: blocks(),
    thankYou: blocks(),
  }));
}

type Dealer = () => string;
type Dealers = [Dealer, Dealer, Dealer, Dealer, Dealer, Dealer];
