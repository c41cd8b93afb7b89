import * as z from 'zod';
import { Name } from './names.ts';
import { ConsentState } from './protocol.ts';

/** Shapes of the server API, `/api/v1`. Limits: 1,000 profiles, events or orders a call. */

export const maxPerCall = 1_000;

export const ProfileId = z
  .string()
  .regex(/^p_\d{1,15}$/)
  .meta({ description: 'Our id of a profile.', examples: ['p_17'] });

const text = z.string().min(1).max(320);
const oneOrMore = z.union([text, z.array(text).min(1).max(20)]);

/** Whom a statement is about: our id, or ids of the person. What the server says of ids is proven. */
export const Identifiers = z
  .strictObject({
    id: ProfileId.optional(),
    email: oneOrMore.optional(),
    phone: oneOrMore.optional().meta({ description: 'E.164, or as dialled in the country of the site.' }),
    source_id: z
      .union([text, z.int(), z.array(text).min(1).max(20)])
      .optional()
      .meta({ description: "The site's own unique id of the customer." }),
  })
  .refine((ids) => Object.keys(ids).length > 0, 'name at least one of id, email, phone, source_id');
export type Identifiers = z.infer<typeof Identifiers>;

export const AttributeValue = z
  .union([z.string().max(10_240), z.number(), z.boolean(), z.array(z.string().max(1_024)).max(100), z.null()])
  .meta({ description: 'null clears it.' });

export const ProfileWrite = z
  .strictObject({
    identifiers: Identifiers,
    attributes: z.record(Name, AttributeValue).optional(),
    consent: ConsentState.optional().meta({ description: 'What this person agreed to, as the shop knows it.' }),
  })
  .meta({ id: 'ProfileWrite' });
export type ProfileWrite = z.infer<typeof ProfileWrite>;

/** Epoch ms, or ISO 8601 with a zone. */
const Moment = z.union([z.int().nonnegative(), z.iso.datetime({ offset: true }).transform((iso) => Date.parse(iso))]);

export const EventWrite = z
  .strictObject({
    id: z.string().min(1).max(100).optional().meta({ description: 'The same id twice is one event, for seven days.' }),
    identifiers: Identifiers,
    name: Name,
    time: Moment.optional().meta({ description: 'Now where absent.' }),
    properties: z.record(Name, z.json()).optional(),
  })
  .meta({ id: 'EventWrite' });
export type EventWrite = z.infer<typeof EventWrite>;

export const orderStatuses = ['paid', 'refunded', 'cancelled'] as const;

const money = z.number().nonnegative().max(1e12).meta({ description: 'Major units, as 12.5.' });
const Currency = z.string().regex(/^[A-Z]{3}$/);

const OrderLine = z.looseObject({
  item_id: z.string().max(100).optional(),
  item_name: z.string().max(500).optional(),
  item_category: z.string().max(200).optional(),
  price: z.number().optional(),
  quantity: z.number().optional(),
});

/** An order as it stands now; the latest `updated_at` has the word, whatever comes when. */
export const OrderWrite = z
  .strictObject({
    id: z.string().min(1).max(100),
    identifiers: Identifiers.optional().meta({ description: 'May be left out for an order that is known.' }),
    status: z.enum(orderStatuses).optional().meta({ description: 'paid where absent.' }),
    total: money.optional().meta({ description: 'Tax and shipping included, before refunds.' }),
    refunded: money.optional().meta({ description: 'What went back of it so far.' }),
    currency: Currency.optional(),
    placed_at: Moment.optional(),
    updated_at: Moment.optional().meta({ description: 'Now where absent.' }),
    coupon: z.string().max(100).optional(),
    tax: money.optional(),
    shipping: money.optional(),
    items: z.array(OrderLine).max(200).optional(),
  })
  .meta({ id: 'OrderWrite' });
export type OrderWrite = z.infer<typeof OrderWrite>;

export const tokenScopes = ['read', 'write', 'admin'] as const;
export type TokenScope = (typeof tokenScopes)[number];
