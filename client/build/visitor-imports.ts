import type { Metafile } from 'esbuild';

/** What a visitor never has to download: validators, schema values, SQL, the words and the edge's half of the rules. */
const foreign = [
  /^node_modules\/(?!idb-keyval\/)/,
  /^worker\//,
  /^client\/(console|demo)\//,
  /^shared\/(?!rules\/(complete|fold|operators\/matches)\.ts$)/,
];

/** Throws, naming the files, when bytes of a foreign one are in the bundle. Types leave none. */
export function refuseForeignFiles({ outputs }: Metafile): void {
  const bundled = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const found = bundled.filter(
    ([path, { bytesInOutput }]) => bytesInOutput > 0 && foreign.some((rule) => rule.test(path)),
  );
  if (found.length > 0) throw new Error(`not for visitors: ${found.map(([path]) => path).join(', ')}`);
}
