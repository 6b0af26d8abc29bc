import type { Reporter, TestModule } from 'vitest/node';
import { addCounts } from './test-counts.ts';

/** Tells the process that started vitest how many tests there were; says nothing itself. */
class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state));
    // A file that could not be loaded has no tests to count, and an error outside of tests belongs to none.
    const outside = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    process.send?.(addCounts(states, outside));
  }
}

// oxlint-disable-next-line import/no-default-export -- vitest finds a reporter by this export
export default CountsReporter;
