import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { everyField, lightTheme, openHost, promotions, serveHostPage, show, told } from './popup-fixture.ts';

let browser: Browser;
let server: Server;
let origin: string;
let page: Page;
const samples = promotions(lightTheme);
const sample = (name: string) => {
  const found = samples[name];
  if (!found) throw new Error(`no sample ${name}`);
  return found;
};

beforeAll(async () => {
  ({ origin, server } = await serveHostPage());
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  page = await browser.newPage();
  await openHost(page, origin);
});
afterEach(() => page.close());

const focused = () =>
  page.evaluate(() => {
    const outer = document.activeElement;
    return (outer?.shadowRoot?.activeElement ?? outer)?.textContent?.trim();
  });
const popups = () => page.locator('usher-popup').count();

describe('a modal', () => {
  test('takes the focus to its heading, keeps it inside, and gives it back on Escape', async () => {
    await page.focus('#before');
    await show(page, sample('modal-letter'));
    expect(await focused()).toBe('Ten percent off your first pot');
    for (let step = 0; step < 12; step++) {
      await page.keyboard.press('Tab');
      const isOnPage = await page.evaluate(() => document.activeElement?.matches('main *'));
      expect(isOnPage).toBe(false);
    }
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => window.told.length > 0);
    expect(await told(page)).toEqual([{ kind: 'closed', by: 'escape' }]);
    expect(await focused()).toBe('Something to press');
    expect(await popups()).toBe(0);
  });

  test('does not let the page scroll behind it', async () => {
    await show(page, sample('modal-letter'));
    await page.mouse.move(20, 300);
    await page.mouse.wheel(0, 900);
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });

  test('closes once, by its button, its closing block, or the page', async () => {
    for (const close of [
      () => page.getByRole('button', { name: 'Close' }).click(),
      () => page.getByRole('button', { name: 'No, thank you' }).click(),
      () => page.evaluate(() => window.closePopup()),
    ]) {
      await show(page, sample('modal-letter'));
      await close();
      await page.evaluate(() => window.closePopup());
    }
    expect(await told(page)).toEqual([
      { kind: 'closed', by: 'button' },
      { kind: 'closed', by: 'button' },
      { kind: 'closed', by: 'page' },
    ]);
  });
});

describe('a corner', () => {
  test('leaves the focus and the page alone', async () => {
    await page.focus('#before');
    await show(page, sample('corner-cart'));
    expect(await focused()).toBe('Something to press');
    await page.getByRole('button', { name: 'Something to press' }).click();
    await page.mouse.wheel(0, 900);
    await page.waitForFunction(() => scrollY > 0);
  });

  test('closes on Escape while the focus is in it, and gives the focus back', async () => {
    await page.focus('#deep');
    await show(page, sample('corner-cart'));
    await page.keyboard.press('Escape');
    expect(await popups()).toBe(1);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    expect(await told(page)).toEqual([{ kind: 'closed', by: 'escape' }]);
    expect(await focused()).toBe('Deep down');
  });

  test('tells of a click, and gets out of the way of a place on the same page', async () => {
    await show(page, sample('corner-image'));
    await page.getByRole('link', { name: 'Take a look' }).click();
    expect(await told(page)).toEqual([
      { kind: 'clicked', block: 3, url: '#deep' },
      { kind: 'closed', by: 'button' },
    ]);
    expect(new URL(page.url()).hash).toBe('#deep');
  });
});

describe('viewed', () => {
  /** Shows the corner under a clock that stands still, and waits until the browser has looked where it is. */
  const showUnderClock = async () => {
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1_000);
    await show(page, sample('corner-cart'));
    await page.evaluate(
      () => new Promise((resolve) => new IntersectionObserver(resolve).observe(document.documentElement)),
    );
  };

  test('is told once after a second on screen', async () => {
    await showUnderClock();
    await page.clock.runFor(900);
    expect(await told(page)).toEqual([]);
    await page.clock.runFor(200);
    await page.clock.runFor(5_000);
    expect(await told(page)).toEqual([{ kind: 'viewed' }]);
  });

  test('is not told of what was closed before', async () => {
    await showUnderClock();
    await page.clock.runFor(500);
    await page.evaluate(() => window.closePopup());
    await page.clock.runFor(2_000);
    expect(await told(page)).toEqual([{ kind: 'closed', by: 'page' }]);
  });

  test('waits for a tab that is hidden', async () => {
    await showUnderClock();
    await page.clock.runFor(500);
    const setHidden = (hidden: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, hidden);
    await setHidden(true);
    await page.clock.runFor(3_000);
    expect(await told(page)).toEqual([]);
    await setHidden(false);
    await page.clock.runFor(1_100);
    expect(await told(page)).toEqual([{ kind: 'viewed' }]);
  });
});

describe('a form', () => {
  const form = { ...sample('modal-form') };

  test('shows the browser’s message at each bad field and goes to the first', async () => {
    await show(page, form);
    await page.getByRole('button', { name: 'Send' }).click();
    const email = page.getByLabel('Email');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    expect(await email.evaluate((input) => input.matches(':focus'))).toBe(true);
    const described = await email.evaluate((input: HTMLInputElement) => {
      const root = input.getRootNode() as ShadowRoot;
      return root.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent;
    });
    expect(described).toBe(await email.evaluate((input: HTMLInputElement) => input.validationMessage));
    expect(described).not.toBe('');
    expect(await page.locator('usher-popup .message:not(:empty)').count()).toBe(3);
    await email.fill('not an address');
    await page.getByRole('button', { name: 'Send' }).click();
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    await email.fill('ada@shop.example');
    expect(await email.getAttribute('aria-invalid')).toBe(null);
    expect(await told(page)).toEqual([]);
  });

  test('answers with numbers, ISO dates, lists, and only what was filled in', async () => {
    await show(page, form);
    await page.getByLabel('Email').fill(' ada@shop.example ');
    await page.getByLabel('Cups a day').fill('2.5');
    await page.getByLabel('Birthday').fill('1990-12-31');
    await page.getByRole('radio', { name: 'Black' }).check();
    const drinks = page.getByRole('group', { name: 'What do you drink?' });
    await drinks.getByLabel('Black').check();
    await drinks.getByLabel('Herbal').check();
    await page.getByLabel('Tell me first').check();
    await page.getByLabel('Favourite').selectOption('green');
    await page.getByRole('group', { name: 'Gifts you like' }).getByText('Green').click();
    await page.keyboard.press('Enter');
    expect(await told(page)).toEqual([
      {
        kind: 'submitted',
        fields: {
          email: 'ada@shop.example',
          cups: 2.5,
          birthdate: '1990-12-31',
          kettle: 'black',
          kinds: ['black', 'herbal'],
          vip: ['yes'],
          favourite: 'green',
          gifts: ['green'],
        },
        consents: [{ purpose: 'marketing', text: 'Send me the newsletter. I can leave at any time.', granted: false }],
      },
    ]);
    expect(await focused()).toBe('Thank you');
  });

  test('uses the keyboard and autofill of the kind asked for', async () => {
    await show(page, form);
    const email = page.getByLabel('Email');
    expect(await email.getAttribute('type')).toBe('email');
    expect(await email.getAttribute('autocomplete')).toBe('email');
    expect(everyField.fields.length).toBe(10);
  });

  test('closes after the answer when there is nothing to say', async () => {
    await show(page, { ...sample('modal-letter'), thankYou: [] });
    await page.getByLabel('Email').fill('ada@shop.example');
    await page.getByLabel('Send me the letter').check();
    await page.keyboard.press('Enter');
    expect((await told(page)).map((event) => event.kind)).toEqual(['submitted', 'closed']);
  });

  test('keeps what is typed from the page’s shortcuts', async () => {
    await page.evaluate(() => document.addEventListener('keydown', () => window.violations.push('heard')));
    await show(page, form);
    await page.getByLabel('Email').press('k');
    expect(await page.evaluate(() => window.violations)).toEqual([]);
  });
});

test('a coupon is copied and says so in the promotion’s words', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const words = { close: 'Schließen', copy: 'Kopieren', copied: 'Kopiert' };
  await show(page, { ...sample('corner-cart'), lang: 'de', words });
  await page.getByRole('button', { name: 'Kopieren' }).click();
  await page.getByRole('button', { name: 'Kopiert' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('CUP-FOR-FREE');
  expect(await page.getByRole('button', { name: 'Schließen' }).count()).toBe(1);
});
