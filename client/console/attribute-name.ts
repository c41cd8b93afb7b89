import { maxNameLength } from '../../shared/schema/names.ts';

/** A name for an attribute, an event or a property, made of what people call it; null where no letter of it is Latin. */
export function attributeName(words: string): string | null {
  const plain = words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const name = plain
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, maxNameLength)
    .replace(/_+$/, '');
  return name === '' ? null : name;
}
