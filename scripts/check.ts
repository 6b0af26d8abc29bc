/** The inner loop: format, lint, types, dead code and house rules, side by side. Exits 1 when one of them complains. */
import { $, chalk } from 'zx';

const steps: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: 'types', command: ['tsc', '-p', '.'] },
  { name: 'lint', command: ['oxlint', '--type-aware', '--deny-warnings', '.'] },
  { name: 'format', command: ['oxfmt', '--check', '.'] },
  { name: 'dead code', command: ['knip', '--no-progress'] },
  { name: 'house rules', command: ['vitest', 'run', '--reporter=dot', 'scenarios/tidy'] },
];

const results = await Promise.all(
  steps.map(async ({ name, command }) => {
    const result = await $({ nothrow: true, quiet: true })`${command}`;
    return { name, isGood: result.exitCode === 0, output: result.stdout + result.stderr, duration: result.duration };
  }),
);

for (const { name, isGood, output, duration } of results) {
  console.log(`${isGood ? chalk.green('good') : chalk.red('bad ')}  ${name} (${(duration / 1000).toFixed(1)} s)`);
  if (!isGood) console.log(output);
}
process.exitCode = results.every(({ isGood }) => isGood) ? 0 : 1;
