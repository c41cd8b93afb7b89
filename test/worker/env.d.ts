import type { D1Migration } from '@cloudflare/vitest-plugin';
import type { Env as WorkerEnv } from '../../worker/config.ts';

declare global {
  interface ImportMeta {
    /** Vite's: modules whose paths match, by path. */
    glob<Module>(pattern: string, options: { eager: true; import: 'default'; query?: '?raw' }): Record<string, Module>;
  }
  namespace Cloudflare {
    interface Env extends WorkerEnv {
      MIGRATIONS: D1Migration[];
      /** How many random rules a property test asks. */
      RULE_RUNS: string;
      /** How many random histories are lived through. */
      HISTORY_RUNS: string;
      /** How many hostile bodies are sent. */
      HOSTILE_RUNS: string;
    }
  }
}
