import { Argument, Command, CommanderError, Option } from 'commander';
import { RigFailure } from '#drivers/ports/failure.ts';
import { addCardCommands } from './card-commands.ts';
import { exitCodes } from './exit-codes.ts';
import { explainHelp } from './explain-help.ts';
import { explainFailure } from './failure-text.ts';
import { withoutReaders } from './standard-streams.ts';
import { coloured } from './terminal-text.ts';
import type { EndureWords } from './endure.ts';
import type { ReplayWords } from './replay.ts';
import type { SweepWords } from './sweep.ts';

const codes = `Exit codes: 0 all as required, 1 verdict against the subject, 2 wrong usage or configuration,
3 the bench could not do its job or could not decide, 130 interrupted.`;
const examples = (...lines: readonly string[]): string =>
  `\nExamples:\n${lines.map((line) => `  ./touchstone ${line}`).join('\n')}\n\n${codes}`;

const program = new Command('touchstone')
  .description('Tests and pre-certifies mobile point-of-sale card readers and terminals.')
  .version('0.1.0')
  .showHelpAfterError('(--help shows what there is)')
  .configureOutput({
    outputError: (text, write) => write(text.replace(/^error:/u, coloured('red', 'touchstone:', process.stderr))),
  })
  .exitOverride()
  .addHelpText(
    'after',
    examples(
      'certify                          everything, on the simulated and the loopback bench',
      'certify --bench sim --seed 7     in virtual time; the same seed gives the same journals',
      'run two-cards --bench loopback   one scenario on real wires',
      'bench doctor loopback            is the bench well?',
      'verify                           is the evidence of the last run untouched?',
    ),
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

function addDeviceOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--port <role=path>', 'a device instead of its twin: reader=/dev/ttyUSB0, arm=/dev/ttyACM0')
        .argParser(collect)
        .default([], 'twins'),
    )
    .option('--firmware <file>', 'Intel HEX file for the emulated arm controller')
    .option('--allow-unknown-firmware', 'take a firmware whose digest is not known');
}

function addRunOptions(command: Command): Command {
  return addDeviceOptions(
    command
      .addOption(benchOption())
      .option('-s, --seed <seed>', 'makes chance repeatable; printed with every run')
      .option('-o, --out <folder>', 'where the evidence goes; a new or empty folder (default: runs/<id>)'),
  )
    .option('--no-allure', 'leave the Allure report out')
    .option('--json', 'print the result as JSON on standard output, progress on standard error');
}

interface DeviceChoice {
  readonly port: readonly string[];
  readonly firmware?: string;
  readonly allowUnknownFirmware?: boolean;
}

interface RunChoice extends DeviceChoice {
  readonly bench: readonly string[];
  readonly seed?: string;
  readonly out?: string;
  readonly allure: boolean;
  readonly json?: boolean;
  readonly only?: string;
}

const benchesOf = (words: RunChoice): readonly string[] =>
  words.bench.length === 0 ? ['sim', 'loopback'] : words.bench;

addRunOptions(program.command('certify').description('select, run, judge and report: the main job'))
  .option('--only <expression>', "scenarios by name, area or requirement: 'power,!brown-out', 'ISO8583-*'")
  .addHelpText(
    'after',
    examples(
      'certify                                    all scenarios, on the simulated and the loopback bench',
      'certify --bench sim --seed 7 --json        for a program; the same seed gives the same journalHash',
      "certify --only 'power,!brown-out'          an area without one of its scenarios",
      "certify --only 'ISO8583-*' --out evidence  what proves these requirements, into a folder of your own",
      'certify --bench ./mine.bench.ts            on a bench of your own',
    ),
  )
  .action((words: RunChoice) =>
    ends(async () => (await import('./certify.ts')).certify({ ...words, bench: benchesOf(words) })),
  );

addRunOptions(
  program.command('run').description('some scenarios by name').argument('<scenario...>', 'names, such as two-cards'),
)
  .addHelpText(
    'after',
    examples(
      'run two-cards                            on the simulated and the loopback bench',
      'run two-cards --bench sim --seed 7       the very same case again',
      'run late-answer host-silent -b loopback  two of them, on real wires',
      'run power --bench sim                    all of an area',
    ),
  )
  .action((names: readonly string[], words: RunChoice) =>
    ends(async () =>
      (await import('./certify.ts')).certify({ ...words, only: names.join(','), bench: benchesOf(words) }),
    ),
  );

program
  .command('sweep')
  .description('is money ever lost? A fault at every opportunity of a journey, in virtual time')
  .argument('[journey...]', 'purchase, chip-purchase, refund … (default: all)')
  .option('-s, --seed <seed>', 'makes chance repeatable; printed with every violation')
  .option('--pairs <count>', 'pairs of faults a journey, picked by chance, after every single fault', '200')
  .option('--stride <n>', 'only every n-th single fault, for a quick look', '1')
  .addOption(
    new Option('--fault <kind#n:strike>', 'one run with this fault, and what was told and booked; may be repeated')
      .argParser(collect)
      .default([], 'every fault'),
  )
  .option('--json', 'print the result as JSON')
  .addHelpText(
    'after',
    examples(
      'sweep                                        all journeys',
      'sweep purchase --pairs 10000 --seed 7        every fault of one, and many pairs',
      'sweep purchase --fault to-host#1:reset-after  the same run again, event by event',
    ),
  )
  .action((names: readonly string[], words: SweepWords) =>
    ends(async () => (await import('./sweep.ts')).sweepJourneys(names, words)),
  );

program
  .command('replay')
  .description('a recorded run again, on the simulated bench: does the terminal send the same bytes?')
  .argument('[run]', 'id or folder of a run, with /BENCH/CASE behind it for one case (default: the last run)')
  .option('--case <name>', 'one case, such as loopback/approved-online (default: all that began)')
  .option('--json', 'print the result as JSON')
  .addHelpText(
    'after',
    `
Journals are verified first. Then each scenario acts once more in virtual time, while cards, reader, host and people
answer from the journal, when they did then; date, chance and first trace number are those of the run. All that the
terminal sends (commands, messages, displays, receipts, reports) is compared byte by byte, to the first difference.

A journal masks account data. Masked bytes of an answer are made up by the card of the library that the case names, or
by the simulated host, and the output says how many; masked bytes of what was sent are not compared, and counted.
Where what was made up does not fit the rest of the answer, a difference is no verdict: undecided.

Here: 0 the same, 1 diverges, 2 wrong usage, 3 undecided.
`,
  )
  .addHelpText(
    'after',
    examples(
      'replay                                        all cases of the last run',
      'replay evidence/loopback/approved-online      one of them: the first differing byte, if there is one',
      'replay evidence --json                        for a program',
    ),
  )
  .action((run: string | undefined, words: ReplayWords) =>
    ends(async () => (await import('./replay.ts')).replayRun(run, words)),
  );

program
  .command('endure')
  .description('is money ever lost? A terminal that is killed (SIGKILL) at random moments while it sells')
  .option('--kills <count>', 'how often', '100')
  .option('-s, --seed <seed>', 'chooses moments, kinds and amounts')
  .option('--json', 'print the result as JSON')
  .addHelpText(
    'after',
    examples('endure --kills 500             some minutes', 'endure --kills 5000 --json     for the night'),
  )
  .action((words: EndureWords) => ends(async () => (await import('./endure.ts')).endureKills(words)));

program
  .command('report')
  .description('render the reports of a run again, also of one that was cut short')
  .argument('[run]', 'id or folder of a run (default: the last one)')
  .option('--no-allure', 'leave the Allure report out')
  .addHelpText(
    'after',
    examples(
      'report                       the last run; ends with the exit code of its verdict',
      'report evidence --no-allure  the run in the folder evidence',
    ),
  )
  .action((run: string | undefined, words: { readonly allure: boolean }) =>
    ends(async () => (await import('./report.ts')).report(run, words)),
  );

program
  .command('verify')
  .description('check that the evidence of a run is as it was sealed')
  .argument('[run]', 'id or folder of a run (default: the last one)')
  .addHelpText(
    'after',
    examples(
      'verify           the last run: 0 when nothing differs, 1 when something does, and which file',
      'verify evidence  the run in the folder evidence',
    ),
  )
  .action((run: string | undefined) => ends(async () => (await import('./verify.ts')).verify(run)));

program
  .command('decode')
  .description('bytes in plain words: APDUs, data objects, TVR and other bits; account data is hidden')
  .argument('[hex...]', 'hexadecimal text; without it, standard input')
  .option('--as <what>', 'a tag, or tlv, apdu, tvr, tsi, aip, ctq, ttq, cvm, iad … (default: it is guessed)')
  .option(
    '--kernel <number>',
    'contactless kernel, 1 to 8, or contact for the chip slot: some bits mean different things',
  )
  .option('--json', 'print JSON')
  .addHelpText(
    'after',
    examples(
      'decode 00B2010C00                  a command',
      'decode 0440008000 --kernel 2       verification results; guessed by their length',
      'decode 9F6C028000 --json           data objects, for a program',
      'decode 06010A03A0A000 --as iad     issuer application data',
      'decode --as cvm < list.hex         from standard input',
    ),
  )
  .action((hex: readonly string[], words: { as?: string; kernel?: string; json?: boolean }) =>
    ends(async () => (await import('./decode.ts')).decode(hex, words)),
  );

program
  .command('vector')
  .description('answer published test vectors: JSON array of cases in, JSON array of results out')
  .argument('<kind>', 'what the cases are, such as tlv-decode; a wrong word shows all kinds')
  .addHelpText(
    'after',
    examples(
      'vector tlv-decode < cases.json  an answer for every case, {"result": …} or {"error": "CODE: …"}',
      'vector dol < cases.json         exit code 0 when every case was answered, errors included',
    ),
  )
  .action((kind: string) => ends(async () => (await import('./vector.ts')).vector(kind)));

program
  .command('explain')
  .description('why a cryptogram, a MAC or a signature does not verify: names the wrong input')
  .addArgument(new Argument('<what>', 'cryptogram').choices(['cryptogram']))
  .option('--json', 'print JSON')
  .addHelpText('after', () => explainHelp)
  .addHelpText(
    'after',
    examples(
      'explain cryptogram < case.json         in words; neither keys nor account numbers are shown',
      'explain cryptogram --json < case.json  for a program; exit code 1 when nothing explains it',
    ),
  )
  .action((_what: string, words: { json?: boolean }) =>
    ends(async () => (await import('./explain.ts')).explain(words)),
  );

const bench = program
  .command('bench')
  .description('benches: what they are made of, whether they are well')
  .addHelpText('after', examples('bench list', 'bench show loopback', 'bench doctor loopback'));
bench
  .command('list')
  .description('all benches')
  .addHelpText('after', examples('bench list'))
  .action(() => ends(async () => (await import('./bench.ts')).listBenches()));
bench
  .command('show')
  .description('what a bench is made of')
  .argument('<bench>', 'its name, or the path of a .bench.ts file')
  .addHelpText('after', examples('bench show loopback', 'bench show ./mine.bench.ts'))
  .action((name: string) => ends(async () => (await import('./bench.ts')).showBench(name)));
addDeviceOptions(
  bench
    .command('doctor')
    .description('open every device and say who answered')
    .argument('<bench>', 'its name, or the path of a .bench.ts file'),
)
  .addHelpText(
    'after',
    examples(
      'bench doctor loopback                             its twins',
      'bench doctor loopback --port reader=/dev/ttyUSB0  a reader of your own: does it answer?',
    ),
  )
  .action((name: string, words: DeviceChoice) =>
    ends(async () => (await import('./bench.ts')).doctorBench(name, words)),
  );

addCardCommands(program, { ends, examples });

const config = program
  .command('config')
  .description('configuration files of the reference terminal')
  .addHelpText('after', examples('config check my-terminal.yaml'));
config
  .command('check')
  .description('is this configuration well formed, and does it go together?')
  .argument('<file>', 'a YAML file')
  .option('--json', 'print the problems as JSON')
  .addHelpText(
    'after',
    examples(
      'config check rigs/benches/reference-terminal.yaml  0 when a terminal would start with it, 2 when not',
      'config check my-terminal.yaml --json               every problem with line, path, expected, found',
    ),
  )
  .action((file: string, words: { readonly json?: boolean }) =>
    ends(async () => (await import('./config.ts')).checkConfiguration(file, words)),
  );

program
  .command('test')
  .description("the project's own tests")
  .argument('[words...]', 'passed on to vitest: files, -t name')
  .allowUnknownOption()
  .addHelpText(
    'after',
    examples(
      'test                        all of them; ends with the line of what passed, failed and was skipped',
      "test cli -t 'other seed'    files whose path has cli in it, tests whose title has the words",
      'test --coverage.enabled     any option of vitest',
    ),
  )
  .action((words: readonly string[]) => ends(async () => (await import('./test.ts')).runTests(words)));

/** What was said already by commander has no text; anything else is explained. */
function endBadly(error: unknown): void {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    return;
  }
  const { text, exitCode } = explainFailure(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
}

const stuck = {
  code: 'NEVER_ENDS',
  blame: 'bench',
  message:
    'waited for something that can never come, as nothing is under way any more; a run is left as cut short; mend the promise of the bench that never settles',
} as const;

withoutReaders();
// A callback that threw where nobody waits, as a bench of one's own can: never exit code 1, which is a verdict.
process.on('uncaughtException', (error) => {
  endBadly(error);
  process.exit();
});
// Nothing is left that could settle what we wait for, so Node would end with a code of its own.
process.on('beforeExit', () => {
  endBadly(new RigFailure(stuck));
  process.exit();
});
try {
  await program.parseAsync();
} catch (error) {
  endBadly(error);
}
// What a case that was given up, or a bench of one's own, left running must not hold the answer back.
process.exit();
