import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { buildPopup } from '../../client/build/build-popup.ts';
import type { PopupEvent, ShowPopup } from '../../client/popup/popup-event.ts';
import type { Block, Promotion } from '../../shared/schema/promotion.ts';

declare global {
  interface Window {
    showPopup: ShowPopup;
    told: PopupEvent[];
    closePopup: () => void;
    violations: string[];
    layoutShift: number;
  }
}

/** The policy that the popup must live under. */
export const strictPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; connect-src 'self'; require-trusted-types-for 'script'";

/** A shop's page with rules that leak into everything that is not isolated. */
const hostHtml = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/host.css"><script type="module" src="/host.js"></script></head>
<body><main><h1>A shop</h1><button id="before">Something to press</button>
${'<p>Long enough to scroll. </p>'.repeat(60)}<button id="deep">Deep down</button></main></body></html>`;

const hostCss = `html{font-size:62.5%;font-family:sans-serif}body{margin:0;font-family:Georgia,serif;font-size:1.6rem}
*{letter-spacing:1px;--accent:red;--fg:red}body>:last-child{margin-bottom:40px}button,div{text-transform:uppercase}p{height:40px}`;

const hostScript = `
window.violations = []; window.told = []; window.layoutShift = 0;
document.addEventListener('securitypolicyviolation', (e) => window.violations.push(e.violatedDirective + ' ' + e.blockedURI));
new PerformanceObserver((l) => { for (const s of l.getEntries()) window.layoutShift += s.value; }).observe({ type: 'layout-shift', buffered: true });
window.showPopup = (await import('/popup.js')).default;
document.documentElement.dataset.ready = '';`;

/** Portrait and landscape pictures, drawn here. */
const picture = (width: number, height: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 100 100" preserveAspectRatio="xMidYMid slice">
<rect width="100" height="100" fill="#d9e2d3"/><circle cx="68" cy="34" r="18" fill="#f2c14e"/><path d="M0 78Q30 48 58 74T100 62V100H0Z" fill="#4f6d5a"/><path d="M0 88Q36 66 70 86T100 82V100H0Z" fill="#2f4a3c"/></svg>`;

/** The popup chunk as it ships. */
async function readPopup(): Promise<string> {
  const outdir = await mkdtemp(join(tmpdir(), 'popup-'));
  const { path } = await buildPopup({ outdir });
  const script = await readFile(join(outdir, path), 'utf8');
  await rm(outdir, { recursive: true });
  return script;
}

/** Serves the host page under the strict policy; any other path answers 404. */
export async function serveHostPage(): Promise<{ origin: string; server: Server }> {
  const files: Record<string, [type: string, body: string]> = {
    '/': ['text/html', hostHtml],
    '/host.css': ['text/css', hostCss],
    '/host.js': ['text/javascript', hostScript],
    '/popup.js': ['text/javascript', await readPopup()],
    '/wide.svg': ['image/svg+xml', picture(1200, 600)],
    '/tall.svg': ['image/svg+xml', picture(800, 1200)],
    '/logo.svg': ['image/svg+xml', picture(120, 40)],
  };
  const server = createServer((request, response) => {
    const found = files[new URL(request.url ?? '/', 'http://host').pathname];
    response.writeHead(found ? 200 : 404, {
      'content-type': found?.[0] ?? 'text/plain',
      'content-security-policy': strictPolicy,
    });
    response.end(found?.[1] ?? 'not here');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

/** Opens the host page and waits until the popup module is there. */
export async function openHost(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await page.waitForSelector('html[data-ready]', { state: 'attached' });
}

/** Shows a promotion; what it tells lands in `window.told`. */
export async function show(page: Page, promotion: Promotion): Promise<void> {
  await page.evaluate((data) => {
    window.closePopup = window.showPopup(data, (event) => window.told.push(event));
  }, promotion);
  await page.evaluate(() =>
    Promise.allSettled(
      (document.querySelector('usher-popup')?.shadowRoot?.getAnimations() ?? []).map((animation) => animation.finished),
    ),
  );
}

export const told = (page: Page): Promise<PopupEvent[]> => page.evaluate(() => window.told);

export const lightTheme: Promotion['theme'] = {
  background: '#ffffff',
  text: '#1d2a24',
  accent: '#2f5d46',
  onAccent: '#ffffff',
  radiusPx: 20,
};

export const darkTheme: Promotion['theme'] = {
  background: '#14211b',
  text: '#eef3ee',
  accent: '#f2c14e',
  onAccent: '#1d1a10',
  radiusPx: 6,
};

const options = [
  { value: 'green', label: 'Green' },
  { value: 'black', label: 'Black' },
  { value: 'herbal', label: 'Herbal, without caffeine' },
];

/** One of each of the eight field types, a lone box and a consent. */
export const everyField: Extract<Block, { kind: 'form' }> = {
  kind: 'form',
  fields: [
    { kind: 'field', attribute: 'email', type: 'shortText', input: 'email', label: 'Email', required: true },
    { kind: 'field', attribute: 'cups', type: 'number', label: 'Cups a day', required: false },
    { kind: 'field', attribute: 'birthdate', type: 'date', label: 'Birthday', required: false },
    {
      kind: 'field',
      attribute: 'kettle',
      type: 'radio',
      label: 'Do you own a kettle?',
      required: true,
      options: options.slice(0, 2),
    },
    { kind: 'field', attribute: 'kinds', type: 'checkboxes', label: 'What do you drink?', required: true, options },
    {
      kind: 'field',
      attribute: 'vip',
      type: 'checkboxes',
      label: 'Tell me first',
      required: false,
      options: [{ value: 'yes', label: 'Yes' }],
    },
    { kind: 'field', attribute: 'story', type: 'longText', label: 'Your tea story', required: false },
    { kind: 'field', attribute: 'favourite', type: 'singleSelect', label: 'Favourite', required: false, options },
    { kind: 'field', attribute: 'gifts', type: 'multiSelect', label: 'Gifts you like', required: false, options },
    {
      kind: 'consent',
      purpose: 'marketing',
      text: 'Send me the newsletter. I can leave at any time.',
      required: false,
    },
  ],
  submit: 'Send',
};

const thankYou: Block[] = [
  { kind: 'heading', text: 'Thank you' },
  { kind: 'text', text: 'Your code is on its way to you.' },
  { kind: 'coupon', code: 'LEAF-10', label: 'Ten percent off, today only' },
  { kind: 'button', text: 'Keep looking' },
];

const newsletter: Block[] = [
  { kind: 'heading', text: 'Ten percent off your first pot' },
  { kind: 'text', text: 'One letter a month about harvests, water and patience. No noise.' },
  {
    kind: 'form',
    fields: [
      { kind: 'field', attribute: 'email', type: 'shortText', input: 'email', label: 'Email', required: true },
      { kind: 'consent', purpose: 'marketing', text: 'Send me the letter. I can leave at any time.', required: true },
    ],
    submit: 'Get my ten percent',
  },
  { kind: 'button', text: 'No, thank you' },
];

/** The layouts that are looked at and checked, by name. */
export function promotions(theme: Promotion['theme']): Record<string, Promotion> {
  const base = { label: 'An offer', theme, thankYou };
  return {
    'modal-letter': { ...base, layout: 'modal', blocks: newsletter },
    'modal-wide': {
      ...base,
      layout: 'modal',
      blocks: [
        { kind: 'image', url: '/wide.svg', alt: 'Hills in the morning', width: 1200, height: 600 },
        ...newsletter,
      ],
    },
    'modal-tall': {
      ...base,
      layout: 'modal',
      blocks: [
        { kind: 'image', url: '/tall.svg', alt: 'Hills in the morning', width: 800, height: 1200 },
        ...newsletter,
      ],
    },
    'modal-form': {
      ...base,
      layout: 'modal',
      blocks: [{ kind: 'heading', text: 'Tell us how you drink your tea' }, everyField],
    },
    'modal-coupon': {
      ...base,
      layout: 'modal',
      blocks: [{ kind: 'image', url: '/logo.svg', alt: 'Nettle & Clay', width: 120, height: 40 }, ...thankYou],
    },
    'corner-cart': {
      ...base,
      layout: 'corner',
      blocks: [
        { kind: 'heading', text: 'The cup to go with it is on us' },
        { kind: 'text', text: 'Your basket is over 80 €. Add a hand-thrown cup for free.' },
        { kind: 'coupon', code: 'CUP-FOR-FREE' },
        { kind: 'button', text: 'Choose the cup', url: '/cups/' },
      ],
    },
    'corner-image': {
      ...base,
      layout: 'corner',
      blocks: [
        { kind: 'image', url: '/wide.svg', alt: '', width: 1200, height: 600 },
        { kind: 'heading', text: 'Back in stock' },
        { kind: 'text', text: 'The spring harvest has arrived.' },
        { kind: 'button', text: 'Take a look', url: '#deep' },
      ],
    },
  };
}
