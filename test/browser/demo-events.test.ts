import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { type DemoShop, newVisitor, serveDemo, type Visitor } from './demo-fixture.ts';

/**
 * Names of GA4 e-commerce events and item fields, from @types/gtag.js 0.0.20 (MIT) and
 * https://developers.google.com/analytics/devguides/collection/ga4/ecommerce
 */
const ga4Events = [
  'add_payment_info',
  'add_shipping_info',
  'add_to_cart',
  'begin_checkout',
  'login',
  'purchase',
  'remove_from_cart',
  'search',
  'view_cart',
  'view_item',
  'view_item_list',
];
const ga4ItemFields = ['item_id', 'item_name', 'item_brand', 'item_category', 'price', 'quantity', 'discount', 'index'];

let browser: Browser;
let shop: DemoShop;
let visitor: Visitor;

beforeAll(async () => {
  shop = await serveDemo();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});
beforeEach(async () => {
  visitor = await newVisitor(browser);
  return () => visitor.page.context().close();
});

const go = (path: string) => visitor.page.goto(shop.origin + path);
const names = async () => (await visitor.pushed()).map(({ event }) => event);
const last = async () => (await visitor.pushed()).at(-1);

describe('a purchase', () => {
  test('pushes GA4’s events in order, with goods that add up', async () => {
    const { page } = visitor;
    await go('/demo/');
    await page.getByRole('navigation', { name: 'Shop' }).getByRole('link', { name: 'Teaware' }).click();
    await page.getByRole('link', { name: 'Clay Teapot' }).click();
    await page.getByRole('button', { name: 'Add to cart' }).click();
    expect(await last()).toEqual({
      event: 'add_to_cart',
      ecommerce: {
        currency: 'EUR',
        value: 59,
        items: [
          {
            item_id: 'clay-teapot',
            item_name: 'Clay Teapot',
            item_brand: 'Studio Varga',
            item_category: 'Teaware',
            price: 59,
            quantity: 1,
          },
        ],
      },
    });
    await go('/demo/tea/');
    await page.getByRole('button', { name: 'Add Mountain Oolong to the cart' }).click();
    await page.getByRole('button', { name: 'Add Mountain Oolong to the cart' }).click();
    await page.getByRole('link', { name: 'Cart, 3 things' }).click();
    await page.waitForURL('**/demo/cart/');
    expect((await last())?.event).toBe('view_cart');
    expect((await last())?.ecommerce.value).toBe(107);
    await page.getByRole('link', { name: 'Go to checkout' }).click();
    await page.waitForURL('**/demo/checkout/');

    await page.getByLabel('Name').fill('Ada Byron');
    await page.getByLabel('Email').fill('ada@shop.example');
    await page.getByLabel('Street and number').fill('Hill Road 1');
    await page.getByLabel('Postcode').fill('24103');
    await page.getByLabel('City').fill('Kiel');
    await page.getByLabel('Express').check();
    await page.getByRole('button', { name: 'Continue to payment' }).click();
    await page.getByRole('button', { name: 'Continue to review' }).click();
    expect(await page.locator('[data-text=total]').textContent()).toBe('€116.90');
    await page.getByRole('button', { name: 'Place the order' }).click();
    await page.waitForURL('**/demo/order/');
    await page.locator('[data-text=id]:not(:empty)').waitFor();

    expect(await names()).toEqual([
      'view_item_list',
      'view_item_list',
      'view_item',
      'view_item_list',
      'add_to_cart',
      'view_item_list',
      'add_to_cart',
      'add_to_cart',
      'view_cart',
      'begin_checkout',
      'add_shipping_info',
      'add_payment_info',
      'purchase',
    ]);
    const events = await visitor.pushed();
    const of = (name: string) => events.find(({ event }) => event === name)?.ecommerce;
    expect(of('add_shipping_info').shipping_tier).toBe('express');
    expect(of('add_payment_info').payment_type).toBe('Invoice, within 14 days');
    const order = of('purchase');
    expect(order).toMatchObject({ currency: 'EUR', value: 107, shipping: 9.9 });
    expect(order.transaction_id).toMatch(/^NC-[0-9A-Z]+$/);
    expect(order.items.map((item: { quantity: number }) => item.quantity)).toEqual([1, 2]);
  });

  test('is told once, and empties the cart', async () => {
    const { page } = visitor;
    await go('/demo/');
    await page.evaluate(() =>
      localStorage.setItem(
        'nettle-and-clay.orders',
        JSON.stringify([
          {
            id: 'NC-1',
            placedAt: 1,
            name: 'Ada',
            tier: 'collect',
            lines: [{ id: 'oak-tray', quantity: 1 }],
            isTold: false,
          },
        ]),
      ),
    );
    await go('/demo/order/');
    expect((await last())?.ecommerce).toMatchObject({ transaction_id: 'NC-1', value: 45, shipping: 0 });
    await page.reload();
    expect((await names()).filter((name) => name === 'purchase')).toHaveLength(1);
    expect(await page.locator('[data-cart-count]').textContent()).toBe('0');
  });
});

test('every pushed name and item field is GA4’s, and `value` is the sum of its items', async () => {
  const { page } = visitor;
  await go('/demo/products/iron-kettle/');
  await page.getByLabel('Quantity').selectOption('3');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await go('/demo/search/?q=tea');
  await go('/demo/cart/');
  await page.getByLabel('A code').fill('first10');
  await page.getByRole('button', { name: 'Use' }).click();
  await page.getByLabel('Quantity of Iron Kettle').selectOption('2');
  await go('/demo/checkout/');
  for (const { event, ecommerce } of await visitor.pushed()) {
    expect(ga4Events).toContain(event);
    for (const item of ecommerce?.items ?? [])
      for (const field of Object.keys(item)) expect(ga4ItemFields).toContain(field);
    if (ecommerce?.value === undefined) continue;
    const sum = ecommerce.items.reduce(
      (total: number, item: { price: number; quantity: number }) => total + item.price * item.quantity,
      0,
    );
    expect(ecommerce.value).toBeCloseTo(sum, 6);
    expect(ecommerce.currency).toBe('EUR');
  }
  expect((await last())?.ecommerce).toMatchObject({
    coupon: 'FIRST10',
    value: 142.2,
    items: [{ item_id: 'iron-kettle', price: 71.1, discount: 7.9, quantity: 2 }],
  });
});

test('`ecommerce` is cleared before each event', async () => {
  await go('/demo/products/oak-tray/');
  const layer = await visitor.page.evaluate(() => window.dataLayer as { event?: string; ecommerce?: unknown }[]);
  expect(layer.map((entry) => entry.event ?? entry.ecommerce)).toEqual([null, 'view_item', null, 'view_item_list']);
});

describe('the cart', () => {
  const fill = async () => {
    await go('/demo/table/');
    for (const name of ['Oak Tray', 'Linen Cloth', 'Heather Honey'])
      await visitor.page.getByRole('button', { name: `Add ${name} to the cart` }).click();
    await go('/demo/cart/');
  };
  const total = () => visitor.page.locator('[data-text=total]').textContent();

  test('adds up, follows quantities and forgets what is removed', async () => {
    const { page } = visitor;
    await fill();
    expect(await total()).toBe('€75.90');
    await page.getByLabel('Quantity of Linen Cloth').selectOption('3');
    expect(await last()).toMatchObject({ event: 'add_to_cart', ecommerce: { value: 28, items: [{ quantity: 2 }] } });
    expect(await total()).toBe('€103.90');
    await page.getByRole('button', { name: 'Remove Oak Tray' }).click();
    expect(await last()).toMatchObject({
      event: 'remove_from_cart',
      ecommerce: { value: 45, items: [{ item_id: 'oak-tray', quantity: 1 }] },
    });
    expect(await total()).toBe('€58.90');
    await page.reload();
    expect(await total()).toBe('€58.90');
    for (const name of ['Linen Cloth', 'Heather Honey'])
      await page.getByRole('button', { name: `Remove ${name}` }).click();
    expect(await page.getByText('There is nothing in it yet.').isVisible()).toBe(true);
  });

  test.each([
    ['first10', '€68.80'],
    ['SHIPSFREE', '€71.00'],
    ['nonsense', '€75.90'],
  ])('with the code %s costs %s', async (code, expected) => {
    await fill();
    await visitor.page.getByLabel('A code').fill(code);
    await visitor.page.getByRole('button', { name: 'Use' }).click();
    expect(await total()).toBe(expected);
  });

  test('survives a store that holds nonsense', async () => {
    await go('/demo/');
    await visitor.page.evaluate(() => {
      localStorage.setItem(
        'nettle-and-clay.cart',
        '[{"id":"gone","quantity":1},{"id":"oak-tray","quantity":-2},null,{"id":"oak-tray","quantity":1e9}]',
      );
      localStorage.setItem('nettle-and-clay.code', '{"broken');
    });
    await go('/demo/cart/');
    expect(await total()).toBe('€904.90');
    expect(visitor.faults).toEqual([]);
  });
});

test('checkout does not go on while a field is missing', async () => {
  const { page } = visitor;
  await go('/demo/products/oak-tray/');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await go('/demo/checkout/');
  await page.getByRole('button', { name: 'Continue to payment' }).click();
  expect(await page.getByLabel('Name').evaluate((input) => input.matches(':focus'))).toBe(true);
  expect(await names()).not.toContain('add_shipping_info');
});

test('signing in is remembered on the device and fills the checkout', async () => {
  const { page } = visitor;
  await go('/demo/account/');
  const form = page.locator('#sign-in');
  await form.getByLabel('Name').fill('Ada');
  await form.getByLabel('Email').fill('ada@shop.example');
  await form.getByRole('button', { name: 'Sign in' }).click();
  expect(await names()).toEqual(['login']);
  await page.getByRole('heading', { name: 'Good to see you, Ada' }).waitFor();
  await go('/demo/products/oak-tray/');
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await go('/demo/checkout/');
  expect(await page.getByLabel('Email').inputValue()).toBe('ada@shop.example');
});

test('the newsletter’s email is marked for whoever collects it', async () => {
  await go('/demo/account/');
  expect(await visitor.page.locator('#newsletter [data-usher-attribute=email]').getAttribute('type')).toBe('email');
});

test('search finds by words and says what was looked for', async () => {
  await go('/demo/search/?q=brass%20leaf');
  expect(await visitor.page.locator('.card strong').allTextContents()).toEqual(['Brass Strainer']);
  expect((await visitor.pushed())[0]).toEqual({ event: 'search', search_term: 'brass leaf' });
});
