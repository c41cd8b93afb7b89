import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        // Property tests take seconds; a machine that is busy takes longer.
        test: { name: 'node', include: ['test/shared/**/*.test.ts', 'test/gates/**/*.test.ts'], testTimeout: 60_000 },
      },
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              cf: false,
              bindings: {
                VISITOR_SECRET: 'a secret of the tests',
                ADMIN_SECRET: 'another secret of the tests',
                RULE_RUNS: process.env.RULE_RUNS ?? '1000',
                HISTORY_RUNS: process.env.HISTORY_RUNS ?? '40',
                HOSTILE_RUNS: process.env.HOSTILE_RUNS ?? '600',
                MIGRATIONS: await readD1Migrations('worker/migrations'),
              },
            },
          }),
        ],
        test: {
          name: 'worker',
          include: ['test/worker/**/*.test.ts'],
          setupFiles: ['test/worker/migrate.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: { name: 'system', include: ['test/system/**/*.test.ts'], fileParallelism: false },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // A page that is waited for comes late on a busy machine.
          expect: { poll: { timeout: 20_000 } },
          maxWorkers: 2,
        },
      },
    ],
  },
});
