import type { BenchResult, Figure } from './result.ts';
import { runTests, type TestRun } from './run-tests.ts';

const hostileBodies = 20_000;

/** S1 to S9: the tests of `npm test`, S1 at its full size. */
export async function bench(): Promise<BenchResult> {
  const worker = (...names: string[]) =>
    runTests(
      'worker',
      names.map((name) => `test/worker/${name}.test.ts`),
      { HOSTILE_RUNS: String(hostileBodies) },
    );
  const hostile = worker('hostile-bodies');
  const { inputs = 0, refused = 0, wrote = 0, faults = 0 } = hostile.figures;
  const abuses = worker('abuses', 'leak');
  const csv = worker('csv-naughty');
  const { cells = 0, run = 0, changed = 0 } = csv.figures;
  return {
    page: 'reliability',
    title: 'Security and privacy',
    method: 'The tests of these subjects against the Worker in workerd, and the tag in Chromium.',
    rows: [
      {
        ...checks('S1: hostile bodies to every public and API route', hostile),
        measured: `${inputs.toLocaleString('en')} sent, ${refused.toLocaleString('en')} refused: ${faults - wrote} answers of 500, ${wrote} of the refused wrote rows`,
        toReach: '0, prototypes untouched, depth told before parsing',
      },
      checks('S2: every route of the router × the credentials and ids of another site', worker('isolation')),
      checks('S3: abuses of the public key, and replies that hold nothing of rules and profiles', abuses),
      checks(
        'S4: naughty strings and scripts through every stored field, in the console and in popups',
        browser('console-naughty', 'popup-safe'),
      ),
      {
        ...checks('S5: cells of formulas and naughty strings through export and import', csv),
        measured: `${cells.toLocaleString('en')} cells: ${run} that a spreadsheet would run, ${changed} changed`,
        toReach: '0',
      },
      checks('S6: webhooks never inside a network, redirects not followed', worker('webhooks')),
      checks('S7: erasure leaves nothing, an offline tag brings nobody back', worker('privacy')),
      checks('S7: nothing sent or kept before consent; S9: secret fields', browser('tag-consent', 'tag-events')),
      checks('S8: no secret kept as it is; S9: no address of a network in any table', worker('secrets', 'identity')),
    ],
  };
}

function browser(...names: string[]): TestRun {
  return runTests(
    'browser',
    names.map((name) => `test/browser/${name}.test.ts`),
  );
}

function checks(what: string, { passed, failed }: TestRun): Figure {
  return {
    what,
    measured: `${passed} checks passed, ${failed} failed`,
    toReach: '0 failed',
    reached: failed === 0 && passed > 0,
  };
}
