import { Command, CommanderError, Option } from 'commander';
import { exitCodes } from './exit-codes.ts';
import { explainFailure } from './failure-text.ts';

const program = new Command('touchstone')
  .description('Tests and pre-certifies mobile point-of-sale card readers and terminals.')
  .version('0.1.0')
  .showHelpAfterError('(--help shows what there is)')
  .exitOverride()
  .addHelpText(
    'after',
    `
Examples:
  ./touchstone certify                          everything, on the simulated and the loopback bench
  ./touchstone certify --bench sim --seed 7     in virtual time; the same seed gives the same journals
  ./touchstone run two-cards --bench loopback   one scenario on real wires
  ./touchstone bench doctor loopback            is the bench well?
  ./touchstone verify                           is the evidence of the last run untouched?

Exit codes: 0 all as required, 1 verdict against the subject, 2 wrong usage or configuration,
3 the bench could not do its job or could not decide, 130 interrupted.`,
  );

/** Each command's code is loaded only when it is called, so that the others start fast. */
const ends = (work: () => Promise<number>): Promise<void> =>
  work().then((code) => {
    process.exitCode = code;
  });
const collect = (value: string, before: readonly string[]): readonly string[] => [...before, ...value.split(',')];
const benchOption = (): Option =>
  new Option('-b, --bench <name>', 'bench by name, or the path of a .bench.ts file; may be repeated')
    .argParser(collect)
    .default([], 'sim and loopback');

function addRunOptions(command: Command): Command {
  return command
    .addOption(benchOption())
    .option('-s, --seed <seed>', 'makes chance repeatable; printed with every run')
    .option('-o, --out <folder>', 'where the evidence goes; must not hold a run yet (default: runs/<id>)')
    .addOption(
      new Option('--port <role=path>', 'a device instead of its twin: reader=/dev/ttyUSB0, arm=/dev/ttyACM0')
        .argParser(collect)
        .default([], 'twins'),
    )
    .option('--firmware <file>', 'Intel HEX file for the emulated arm controller')
    .option('--allow-unknown-firmware', 'take a firmware whose digest is not known')
    .option('--no-allure', 'leave the Allure report out')
    .option('--json', 'print the result as JSON on standard output, progress on standard error');
}

interface RunWords {
  readonly bench: readonly string[];
  readonly seed?: string;
  readonly out?: string;
  readonly port: readonly string[];
  readonly firmware?: string;
  readonly allowUnknownFirmware?: boolean;
  readonly allure: boolean;
  readonly json?: boolean;
  readonly only?: string;
}

const benchesOf = (words: RunWords): readonly string[] =>
  words.bench.length === 0 ? ['sim', 'loopback'] : words.bench;

addRunOptions(program.command('certify').description('select, run, judge and report: the main job'))
  .option('--only <expression>', "scenarios by name, area or requirement: 'power,!brown-out', 'ISO8583-*'")
  .action((words: RunWords) =>
    ends(async () => (await import('./certify.ts')).certify({ ...words, bench: benchesOf(words) })),
  );

addRunOptions(
  program.command('run').description('some scenarios by name').argument('<scenario...>', 'names, such as two-cards'),
).action((names: readonly string[], words: RunWords) =>
  ends(async () =>
    (await import('./certify.ts')).certify({ ...words, only: names.join(','), bench: benchesOf(words) }),
  ),
);

program
  .command('report')
  .description('render the reports of a run again, also of one that was cut short')
  .argument('[run]', 'id or folder of a run (default: the last one)')
  .option('--no-allure', 'leave the Allure report out')
  .action((run: string | undefined, words: { readonly allure: boolean }) =>
    ends(async () => (await import('./report.ts')).report(run, words)),
  );

program
  .command('verify')
  .description('check that the evidence of a run is as it was sealed')
  .argument('[run]', 'id or folder of a run (default: the last one)')
  .action((run: string | undefined) => ends(async () => (await import('./report.ts')).verify(run)));

const bench = program.command('bench').description('benches: what they are made of, whether they are well');
bench
  .command('list')
  .description('all benches')
  .action(() => ends(async () => (await import('./bench.ts')).listBenches()));
bench
  .command('show')
  .description('what a bench is made of')
  .argument('<bench>')
  .action((name: string) => ends(async () => (await import('./bench.ts')).showBench(name)));
bench
  .command('doctor')
  .description('open every device and say who answered')
  .argument('<bench>')
  .action((name: string) => ends(async () => (await import('./bench.ts')).doctorBench(name, {})));

program
  .command('test')
  .description("the project's own tests")
  .argument('[words...]', 'passed on to vitest: files, -t name')
  .allowUnknownOption()
  .action((words: readonly string[]) => ends(async () => (await import('./test.ts')).runTests(words)));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  } else {
    const { text, exitCode } = explainFailure(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = exitCode;
  }
}
