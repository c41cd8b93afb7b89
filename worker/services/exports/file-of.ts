import type { Env } from '../../config.ts';
import { type ExportRun, Exports } from '../../stores/exports.ts';

/** The file that a run made, part by part. */
export function fileOf(env: Env, { id, parts }: ExportRun): ReadableStream<Uint8Array> {
  const exports = new Exports(env.DB);
  const encoder = new TextEncoder();
  let part = 0;
  return new ReadableStream({
    async pull(controller) {
      const text = part < parts ? await exports.part(id, part) : null;
      part += 1;
      if (text === null) controller.close();
      else controller.enqueue(encoder.encode(text));
    },
  });
}
