/** What a job did. */
export interface JobRun {
  ms: number;
  /** Of those, waiting for the database. */
  databaseMs: number;
  statements: number;
  rowsRead: number;
  rowsWritten: number;
}
