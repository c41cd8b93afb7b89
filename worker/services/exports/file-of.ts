import type { Env } from '../../config.ts';
import { ProblemError } from '../../middleware/problem.ts';
import { type ExportRun, Exports } from '../../stores/exports.ts';

/** The file that a run made, as a download. Throws "not-found" while it is made, and when it is no longer kept. */
export function fileOf(env: Env, run: ExportRun): Response {
  if (run.state !== 'done') throw new ProblemError('not-found', 'the file is not made yet');
  if (!run.hasFile) throw new ProblemError('not-found', 'the file is no longer kept: have it made again');
  return new Response(textOf(new Exports(env.DB), run), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${run.id}.csv"`,
      'cache-control': 'private, no-store',
      'x-robots-tag': 'noindex',
    },
  });
}

/** Part by part. A file whose parts go while it is read breaks off: half of one must not look whole. */
function textOf(exports: Exports, { id, parts }: ExportRun): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let part = 0;
  return new ReadableStream({
    async pull(controller) {
      if (part === parts) return controller.close();
      const text = await exports.part(id, part);
      part += 1;
      if (text === null) controller.error(new Error('the file is no longer kept'));
      else controller.enqueue(encoder.encode(text));
    },
  });
}
