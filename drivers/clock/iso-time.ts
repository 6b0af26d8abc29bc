/**
 * A moment as ISO 8601 in UTC with milliseconds.
 *
 * @param atMs  milliseconds since 1970-01-01T00:00Z
 */
export function isoTime(atMs: number): string {
  return new Date(atMs).toISOString();
}
