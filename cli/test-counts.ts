/** How many tests a run had, by what became of them. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Counts the states of tests as vitest names them. A test that never came to its end, for example because its file
 * crashed, has not passed.
 *
 * @param outsideTests  errors that belong to no test; each counts as one that failed
 */
export function addCounts(states: readonly string[], outsideTests: number): TestCounts {
  const passed = states.filter((state) => state === 'passed').length;
  const skipped = states.filter((state) => state === 'skipped').length;
  return { passed, failed: states.length - passed - skipped + outsideTests, skipped };
}

/** The closing line of the tests: `123 passed, 0 failed, 2 skipped`. */
export function countsLine({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Whether a message from another process holds counts. */
export function isTestCounts(message: unknown): message is TestCounts {
  if (typeof message !== 'object' || message === null) return false;
  return ['passed', 'failed', 'skipped'].every(
    (name) => typeof (message as Readonly<Record<string, unknown>>)[name] === 'number',
  );
}
