import * as z from 'zod';
import { AttributeOption, AttributeType, Purpose } from './attribute.ts';
import { Name } from './names.ts';

/** A promotion is data: a list of blocks that the popup renders with `createElement` and `textContent`. There is no HTML in it. */

/** https, mailto, tel or a path of the same site; anything else (javascript:, data:, protocol-relative) is refused. */
export const LinkUrl = z
  .string()
  .max(2_000)
  .regex(/^(?:https:\/\/[^\s]+|mailto:[^\s]+|tel:[+\d][\d\s().-]*|\/(?!\/)[^\s\\]*|\?[^\s]*|#[^\s]*)$/i);

const ImageUrl = z
  .string()
  .max(2_000)
  .regex(/^(?:https:\/\/[^\s]+|\/(?!\/)[^\s\\]*)$/i);

export const FormField = z.strictObject({
  kind: z.literal('field'),
  /** The attribute it fills; its type decides the control. */
  attribute: Name,
  type: AttributeType,
  label: z.string().min(1).max(200),
  required: z.boolean(),
  /** For text: the browser's keyboard, validation and autofill. */
  input: z.enum(['text', 'email', 'tel']).optional(),
  options: z.array(AttributeOption).max(50).optional(),
});
export type FormField = z.infer<typeof FormField>;

export const ConsentField = z.strictObject({
  kind: z.literal('consent'),
  purpose: Purpose,
  /** Kept as evidence, word for word. */
  text: z.string().min(1).max(1_000),
  required: z.boolean(),
});
export type ConsentField = z.infer<typeof ConsentField>;

export const Block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('text'), text: z.string().min(1).max(2_000) }),
  z.strictObject({
    kind: z.literal('image'),
    url: ImageUrl,
    alt: z.string().max(300),
    width: z.number().int().min(1).max(4_000),
    height: z.number().int().min(1).max(4_000),
  }),
  /** Without a `url` the button closes the promotion. */
  z.strictObject({ kind: z.literal('button'), text: z.string().min(1).max(100), url: LinkUrl.optional() }),
  z.strictObject({ kind: z.literal('coupon'), code: z.string().min(1).max(50), label: z.string().max(200).optional() }),
  z.strictObject({
    kind: z.literal('form'),
    fields: z
      .array(z.discriminatedUnion('kind', [FormField, ConsentField]))
      .min(1)
      .max(20),
    submit: z.string().min(1).max(100),
  }),
]);
export type Block = z.infer<typeof Block>;

const Colour = z.string().regex(/^#[0-9a-f]{6}$/i);

/** The creative one variant shows. */
export const Promotion = z.strictObject({
  layout: z.enum(['modal', 'corner']),
  /** Accessible name of the dialog, and the language its text is in (BCP 47). */
  label: z.string().min(1).max(200),
  lang: z.string().max(35).optional(),
  theme: z.strictObject({
    background: Colour,
    text: Colour,
    accent: Colour,
    /** Text on the accent colour. */
    onAccent: Colour,
    radiusPx: z.number().int().min(0).max(40),
  }),
  blocks: z.array(Block).min(1).max(20),
  /** The popup's own words, in the promotion's language; English when absent. */
  words: z
    .strictObject({
      close: z.string().min(1).max(50),
      copy: z.string().min(1).max(50),
      copied: z.string().min(1).max(50),
    })
    .optional(),
  /** Replaces `blocks` after the form is submitted. */
  thankYou: z.array(Block).max(20),
});
export type Promotion = z.infer<typeof Promotion>;
