/** The person at the command line asked for something that can't be: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
