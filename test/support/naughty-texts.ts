import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../data/naughty-strings/blns.json', import.meta.url));

/** What would call `complain` of the page, if any of it ran. */
const ran = "complain('ran')";
const payloads = [
  `<img src=x onerror="${ran}">`,
  `"><svg onload="${ran}">`,
  `'><script>${ran}</script>`,
  `</script><script>${ran}</script>`,
  `</title></textarea></style><script>${ran}</script>`,
  `<iframe srcdoc="<script>parent.${ran}</script>"></iframe>`,
  `<a href="javascript:${ran}">`,
  `javascript:${ran}`,
  `" autofocus onfocus="${ran}" x="`,
  `<style>@import 'https://evil.example/a.css'</style>`,
  `<img src="https://evil.example/a.gif">`,
  `{{constructor.constructor("${ran}")()}}`,
  `\${${ran}}`,
];

/** Texts that break programs (`test/data/naughty-strings`), and scripts for this project's own tests to see run. */
export const naughtyTexts = [...(JSON.parse(readFileSync(file, 'utf8')) as string[]), ...payloads];

/** All of them, several joined to a text of at most so many UTF-16 units, without blanks at its ends; those longer are cut. */
export function packed(limit: number): string[] {
  const packs: string[] = [];
  let pack = '';
  for (const piece of naughtyTexts.flatMap((text) => cut(text, limit))) {
    if (pack.length + 1 + piece.length > limit) {
      packs.push(pack);
      pack = piece;
    } else pack = pack === '' ? piece : `${pack} ${piece}`;
  }
  return [...packs, pack].map((text) => text.trim()).filter((text) => text !== '');
}

/** Deals out what `packed` answers, one after the other, beginning again after the last. */
export function dealer(limit: number): () => string {
  const packs = packed(limit);
  let dealt = 0;
  return () => packs[dealt++ % packs.length] as string;
}

/** Never between the halves of a character. */
function cut(text: string, limit: number): string[] {
  const pieces: string[] = [''];
  for (const character of text) {
    const last = pieces.at(-1) ?? '';
    if (last.length + character.length > limit) pieces.push(character);
    else pieces[pieces.length - 1] = last + character;
  }
  return pieces;
}
