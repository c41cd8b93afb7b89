/**
 * Text as it is compared: trimmed, canonical composition, lower case, well-formed, without U+0000. Both sides of every
 * text comparison pass through here, so that the edge, the page and SQL agree.
 */
export function fold(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\ufffd').normalize('NFC').toLowerCase().trim();
}
