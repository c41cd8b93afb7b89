import * as z from 'zod';
import { Name } from './names.ts';

export const attributeGroups = ['profile', 'source', 'location', 'communication', 'purchase', 'other'] as const;

/** The eight types a marketer chooses from; each is also a kind of form field. */
export const attributeTypes = [
  'number',
  'date',
  'radio',
  'checkboxes',
  'shortText',
  'longText',
  'singleSelect',
  'multiSelect',
] as const;
export const AttributeType = z.enum(attributeTypes);
export type AttributeType = z.infer<typeof AttributeType>;

/** Which consent a fact needs before a rule may use it. `necessary` facts need none. */
export const purposes = ['necessary', 'analytics', 'personalisation', 'marketing'] as const;
export const Purpose = z.enum(purposes);
export type Purpose = z.infer<typeof Purpose>;

export const AttributeOption = z.strictObject({ value: z.string().min(1).max(100), label: z.string().min(1).max(200) });
export type AttributeOption = z.infer<typeof AttributeOption>;

/** What a marketer defines about a property of a profile. */
export const AttributeDefinition = z.strictObject({
  name: Name,
  label: z.string().min(1).max(100),
  notes: z.string().max(1_000).optional(),
  group: z.enum(attributeGroups),
  type: AttributeType,
  options: z.array(AttributeOption).max(500).optional(),
  /** A profile may carry several values: a list, or as many texts as were said. */
  multiple: z.boolean().optional(),
  purpose: Purpose,
  /** Who may set it: the visitor (forms, identify) and the server, only the server, the request (location, device), or only the reducer. */
  writtenBy: z.enum(['visitor', 'server', 'request', 'reducer']),
  /** Shown as money: integer minor units of the site's currency. */
  money: z.boolean().optional(),
  /** Shown as a moment rather than a day: epoch milliseconds. */
  moment: z.boolean().optional(),
});
export type AttributeDefinition = z.infer<typeof AttributeDefinition>;

/** How rules compare an attribute: which operators fit it. */
export type ComparedAs = 'text' | 'number' | 'choice' | 'date';

/** The operator family of an attribute type. */
export function comparedAs(type: AttributeType): ComparedAs {
  switch (type) {
    case 'number':
      return 'number';
    case 'date':
      return 'date';
    case 'checkboxes':
    case 'multiSelect':
      return 'choice';
    case 'radio':
    case 'singleSelect':
    case 'shortText':
    case 'longText':
      return 'text';
  }
}
