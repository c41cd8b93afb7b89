import type { Metafile } from 'esbuild';

/** What a visitor never has to download: validators, schema values, SQL, the words and the edge's half of the rules. */
const foreign = [
  /^node_modules\/(?!idb-keyval\/)/,
  /^worker\//,
  /^client\/(console|demo)\//,
  /^shared\/(?!(rules\/(complete|fold|operators\/matches)|schema\/limits)\.ts$)/,
];

/** Throws, naming the files, when a bundle takes more than types from a foreign one. Types leave no trace in the metafile. */
export function refuseForeignFiles({ inputs }: Metafile): void {
  const found = Object.keys(inputs).filter((path) => foreign.some((rule) => rule.test(path)));
  if (found.length > 0) throw new Error(`not for visitors: ${found.join(', ')}`);
}
