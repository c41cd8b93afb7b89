import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Offer } from '../../shared/schema/protocol.ts';
import { usher } from './visit.ts';

/** Something that may show to everyone at once; the rest is the test's business. */
export function anOffer(changes: Partial<Offer> = {}): Offer {
  return {
    campaign: 'cmp_one',
    variant: 'a',
    triggers: [{ kind: 'immediately' }],
    promotion: {
      layout: 'corner',
      label: 'Ten percent off',
      theme: { background: '#ffffff', text: '#202020', accent: '#14532d', onAccent: '#ffffff', radiusPx: 8 },
      blocks: [
        { kind: 'heading', text: 'Ten percent off' },
        { kind: 'button', text: 'No, thank you' },
      ],
      thankYou: [],
    },
    ...changes,
  };
}

/** The same for the control group: nothing to render. */
export function aControl(): Offer {
  const { campaign, variant, triggers } = anOffer();
  return { campaign, variant, triggers };
}

/** The heading of `anOffer`, once it is on the page. */
export const shown = (page: Page): Locator => page.getByRole('heading', { name: 'Ten percent off' });

/** Waits until `usher('debug')` gives this reason for the campaign. */
export async function reason(page: Page, why: string, campaign = 'cmp_one'): Promise<void> {
  const explain = async () => {
    const rows = (await usher(page, 'debug')) as { campaign: string; why: string }[];
    return rows.find((row) => row.campaign === campaign)?.why;
  };
  await expect.poll(explain, { timeout: 10_000 }).toBe(why);
}
