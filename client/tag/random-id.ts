/** Random text of letters, digits and `_`, nearly six bits a character. */
export function randomId(length: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\W/g, '_')
    .slice(0, length);
}
