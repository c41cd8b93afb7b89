/**
 * D1's faults that pass by themselves (https://developers.cloudflare.com/d1/observability/debug-d1/): the same request may
 * succeed in a moment, and nothing was stored.
 */
export function isTransient(error: unknown): boolean {
  return /overloaded|connection lost|exceeded timeout|object to be reset|transient issue|database is locked|SQLITE_BUSY/i.test(
    error instanceof Error ? error.message : '',
  );
}
