/** What a benchmark answers: figures beside what they have to reach. */
export interface BenchResult {
  title: string;
  /** How it was measured, in a sentence or two. */
  method: string;
  rows: Figure[];
  /** Page under `docs/` that keeps it; absent: `benchmarks`. */
  page?: 'benchmarks' | 'reliability';
}

export interface Figure {
  what: string;
  measured: string;
  /** As in the project's goals; "–" where there is none. */
  toReach: string;
  /** Undefined where there is nothing to reach. */
  reached?: boolean;
}
