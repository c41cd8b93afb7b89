import type { AttributeDefinition } from '../../../shared/schema/attribute.ts';
import type { Block, ConsentField, FormField, Promotion } from '../../../shared/schema/promotion.ts';
import { words } from '../words.ts';

const { samples } = words.campaign;

/** A promotion to start with: complete, so that it can be published as it is. */
export function newPromotion(): Promotion {
  return {
    layout: 'modal',
    label: samples.heading,
    theme: { background: '#ffffff', text: '#1d2a2a', accent: '#12635a', onAccent: '#ffffff', radiusPx: 12 },
    blocks: [
      { kind: 'heading', text: samples.heading },
      { kind: 'text', text: samples.text },
      { kind: 'button', text: samples.button, url: '/' },
    ],
    thankYou: [
      { kind: 'heading', text: samples.thanks },
      { kind: 'button', text: samples.close },
    ],
  };
}

export const blockKinds = ['heading', 'text', 'image', 'button', 'coupon', 'form'] as const;

export function newBlock(kind: Block['kind']): Block {
  switch (kind) {
    case 'heading':
      return { kind, text: samples.heading };
    case 'text':
      return { kind, text: samples.text };
    case 'image':
      return { kind, url: '', alt: '', width: 600, height: 300 };
    case 'button':
      return { kind, text: samples.button, url: '' };
    case 'coupon':
      return { kind, code: samples.coupon, label: '' };
    case 'form':
      return { kind, fields: [newConsent()], submit: samples.submit };
  }
}

/** A field that fills an attribute, as its definition says. */
export function newField({ name, label, type, options }: AttributeDefinition): FormField {
  const input = ({ email: 'email', phone: 'tel' } as const)[name];
  return {
    kind: 'field',
    attribute: name,
    type,
    label,
    required: name === 'email',
    ...(input && { input }),
    ...(options && { options: options.slice(0, 50) }),
  };
}

export function newConsent(): ConsentField {
  return { kind: 'consent', purpose: 'marketing', text: samples.consent, required: false };
}
