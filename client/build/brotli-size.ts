import { brotliCompressSync, constants } from 'node:zlib';

/** Bytes of a text as it travels: brotli, quality 11. */
export function brotliSize(text: string): number {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
  };
  return brotliCompressSync(text, { params }).length;
}

/** Throws when a built file is larger than its budget, with both figures. */
export function requireWithin(name: string, bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw new Error(`${name}: ${bytes} bytes brotli, at most ${maxBytes}`);
}
