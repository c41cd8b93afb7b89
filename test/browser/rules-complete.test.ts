import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as fc from 'fast-check';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shrink } from '../../client/build/shrink.ts';
import { residual } from '../../shared/rules/residual.ts';
import type { FactValue, Residual } from '../../shared/rules/residual-shape.ts';
import { arbitraryQuestion, arbitraryRule } from '../support/arbitrary-rule.ts';
import { launchBrowser } from '../support/browser.ts';
import { naiveAnswer } from '../support/naive-rule.ts';
import { type CaseEvent, compileAlone, storedFacts } from '../support/rule-facts.ts';

/** What the edge left open, with the page's facts, and the answer that the whole rule has. */
interface Open {
  partial: Residual;
  live: Record<string, FactValue>;
  since: CaseEvent[];
  answer: boolean;
}

const entry = `
  import { complete, matchesFilters } from './shared/rules/complete.ts';
  globalThis.completeAll = (open) => open.map(({ partial, live, since }) => complete(partial, {
    get: (fact) => live[fact],
    countSince: (name, where) => since.filter((event) => event[0] === name && matchesFilters(event[2], where)).length,
  }));
`;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

it('Chromium finishes random residuals as the meaning of their rules says, with the code as the tag ships it', async () => {
  const open: Open[] = fc
    .sample(fc.tuple(arbitraryRule, arbitraryQuestion), 20_000)
    .flatMap(([rule, { facts, now, zone }]): Open[] => {
      const { program, table } = compileAlone(rule, { timeZone: zone });
      const { answer: partial } = residual(program, table, { facts: storedFacts(table, facts, now), now });
      if (typeof partial === 'boolean') return [];
      return [{ partial, live: facts.live, since: facts.since, answer: naiveAnswer(rule, facts, { now, zone }) }];
    });
  expect(open.length).toBeGreaterThan(2_000);

  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: fileURLToPath(new URL('../..', import.meta.url)) },
    bundle: true,
    minifySyntax: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  const page = await browser.newPage();
  await page.evaluate(`(()=>{${await shrink(outputFiles[0]?.text ?? '')}})()`);
  const answers = await page.evaluate(
    (questions) => (globalThis as unknown as { completeAll: (open: unknown) => boolean[] }).completeAll(questions),
    // As the reply carries them.
    JSON.parse(JSON.stringify(open.map(({ partial, live, since }) => ({ partial, live, since })))) as unknown,
  );
  const wrong = open.filter(({ answer }, index) => answers[index] !== answer);
  expect(wrong).toEqual([]);
});
