const files = import.meta.glob<string>('../../data/naughty-strings/blns.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** Texts that break programs (`test/data/naughty-strings`). */
export const naughtyStrings = JSON.parse(Object.values(files)[0] as string) as string[];
