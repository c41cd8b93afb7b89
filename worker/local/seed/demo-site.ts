import type { Campaign } from '../../../shared/schema/campaign.ts';
import type { SiteId } from '../../../shared/schema/names.ts';
import type { Promotion } from '../../../shared/schema/promotion.ts';
import type { Segment } from '../../../shared/schema/segment.ts';
import type { Site } from '../../../shared/schema/site.ts';

/** What a local installation starts with: the shop's settings, its segments and three live campaigns. */

export const demoSite: Site = {
  id: 's_demo' as SiteId,
  name: 'Demo shop',
  origins: [],
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  consentMode: 'implied',
  caps: [{ counts: 'shown', max: 4, per: { kind: 'session' } }],
  holdoutPercent: 0,
};

export const demoSegments: Segment[] = [
  {
    id: 'seg_emailknown',
    name: 'Email known',
    rule: { kind: 'attribute', attribute: 'email', operator: 'isKnown' },
  },
  {
    id: 'seg_neverbought',
    name: 'Third page view, never bought',
    notes: 'Interested, and not convinced yet.',
    rule: {
      kind: 'all',
      rules: [
        {
          kind: 'event',
          event: 'page_view',
          where: [],
          window: { kind: 'ever' },
          aggregate: { kind: 'count' },
          operator: 'gte',
          value: 3,
        },
        {
          kind: 'event',
          event: 'purchase',
          where: [],
          window: { kind: 'ever' },
          aggregate: { kind: 'count' },
          operator: 'eq',
          value: 0,
        },
      ],
    },
  },
  {
    id: 'seg_cartabove80',
    name: 'Cart above 80 now',
    rule: { kind: 'cart', property: 'totalMinor', operator: 'gt', value: 8_000 },
  },
  {
    id: 'seg_customers',
    name: 'Customers',
    exposedKey: 'customer',
    rule: {
      kind: 'event',
      event: 'purchase',
      where: [],
      window: { kind: 'ever' },
      aggregate: { kind: 'count' },
      operator: 'gte',
      value: 1,
    },
  },
  {
    id: 'seg_repeat',
    name: 'Repeat customers',
    rule: { kind: 'attribute', attribute: 'order_count', operator: 'gte', value: 2 },
  },
  {
    id: 'seg_lately',
    name: 'Put something into the cart this week',
    rule: {
      kind: 'event',
      event: 'add_to_cart',
      where: [],
      window: { kind: 'rolling', amount: 7, unit: 'day' },
      aggregate: { kind: 'count' },
      operator: 'gte',
      value: 1,
    },
  },
  {
    id: 'seg_mobileabroad',
    name: 'On a phone, not in Germany',
    rule: {
      kind: 'all',
      rules: [
        { kind: 'attribute', attribute: 'device_type', operator: 'is', value: 'mobile' },
        { kind: 'attribute', attribute: 'country', operator: 'isNot', value: 'DE' },
      ],
    },
  },
];

const theme = { background: '#ffffff', text: '#22312b', accent: '#2f5d50', onAccent: '#ffffff', radiusPx: 14 };

const freeShipping: Promotion = {
  layout: 'modal',
  label: 'Free shipping for your order',
  lang: 'en',
  theme,
  blocks: [
    { kind: 'heading', text: 'This one ships free' },
    {
      kind: 'text',
      text: 'Your cart is above 80 euros. Leave your email, and we send you the code for free shipping, too.',
    },
    {
      kind: 'form',
      fields: [
        { kind: 'field', attribute: 'email', type: 'shortText', input: 'email', label: 'Email', required: true },
        { kind: 'field', attribute: 'first_name', type: 'shortText', label: 'First name', required: false },
        {
          kind: 'consent',
          purpose: 'marketing',
          text: 'Send me a letter about new things, twice a month at most.',
          required: false,
        },
      ],
      submit: 'Get the code',
    },
  ],
  thankYou: [
    { kind: 'heading', text: 'Thank you' },
    { kind: 'coupon', code: 'SHIPSFREE', label: 'Your code for free shipping' },
    { kind: 'button', text: 'Back to the shop' },
  ],
};

const welcome: Promotion = {
  layout: 'corner',
  label: 'Ten percent off your first order',
  lang: 'en',
  theme,
  blocks: [
    { kind: 'heading', text: 'Still looking around?' },
    { kind: 'text', text: 'Take ten percent off your first order.' },
    { kind: 'coupon', code: 'FIRST10', label: 'Your code' },
    { kind: 'button', text: 'See everything', url: '/demo/' },
  ],
  thankYou: [],
};

const letter: Promotion = {
  layout: 'modal',
  label: 'A letter from the shop',
  lang: 'en',
  theme,
  blocks: [
    { kind: 'heading', text: 'Before you go' },
    { kind: 'text', text: 'New things, twice a month, no noise. Leave your email and hear of them first.' },
    {
      kind: 'form',
      fields: [
        { kind: 'field', attribute: 'email', type: 'shortText', input: 'email', label: 'Email', required: true },
        { kind: 'consent', purpose: 'marketing', text: 'Yes, write to me. I can stop it at any time.', required: true },
      ],
      submit: 'Write to me',
    },
  ],
  thankYou: [
    { kind: 'heading', text: 'Thank you' },
    { kind: 'text', text: 'The first letter is on its way.' },
  ],
};

export const demoCampaigns: Campaign[] = [
  {
    id: 'cmp_cart80',
    name: 'Cart above 80: free shipping',
    state: 'live',
    priority: 30,
    audience: {
      include: ['seg_cartabove80'],
      exclude: [],
      rule: {
        kind: 'all',
        rules: [
          { kind: 'page', property: 'timeOnPageSeconds', operator: 'gte', value: 6 },
          { kind: 'page', property: 'scrollPercent', operator: 'gte', value: 20 },
        ],
      },
    },
    triggers: [{ kind: 'immediately' }],
    schedule: {},
    caps: [
      { counts: 'shown', max: 2, per: { kind: 'rolling', days: 7 } },
      { counts: 'submitted', max: 1, per: { kind: 'lifetime' } },
    ],
    controlPercent: 0,
    variants: [{ key: 'a', name: 'Free shipping', weight: 100, promotion: freeShipping }],
  },
  {
    id: 'cmp_third',
    name: 'Third page, never bought: ten percent',
    state: 'live',
    priority: 20,
    audience: {
      include: ['seg_neverbought'],
      exclude: [],
      // Nobody who is about to pay is asked to look around.
      rule: {
        kind: 'all',
        rules: [
          { kind: 'page', property: 'path', operator: 'notStartsWith', value: '/demo/cart/' },
          { kind: 'page', property: 'path', operator: 'notStartsWith', value: '/demo/checkout/' },
        ],
      },
    },
    triggers: [{ kind: 'delay', seconds: 4 }],
    schedule: {},
    caps: [{ counts: 'shown', max: 1, per: { kind: 'session' } }],
    controlPercent: 10,
    variants: [{ key: 'a', name: 'Ten percent', weight: 100, promotion: welcome }],
  },
  {
    id: 'cmp_exit',
    name: 'Leaving without an email',
    state: 'live',
    priority: 10,
    audience: { include: [], exclude: ['seg_emailknown'] },
    triggers: [{ kind: 'exitIntent' }],
    schedule: {},
    caps: [{ counts: 'shown', max: 1, per: { kind: 'session' } }],
    controlPercent: 0,
    variants: [{ key: 'a', name: 'Letter', weight: 100, promotion: letter }],
  },
];
