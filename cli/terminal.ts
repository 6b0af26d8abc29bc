import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { isoTime } from '#drivers/clock/iso-time.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import type { Recorded } from '#drivers/ports/evidence.ts';
import { describeEvents, logLine } from '#reports/decode/event-words.ts';
import { performAtDesk, type DeskOrder } from '#rigs/benches/pcsc-desk.ts';
import { referenceConfiguration } from '#rigs/benches/test-scheme.ts';
import { problemInWords, readTerminalConfiguration, type Cardholder, type TerminalConfiguration } from '#terminal';
import { knownCard } from './card.ts';
import { recordedCardOf } from './card-recording.ts';
import { exitCodes } from './exit-codes.ts';
import { onInterrupt } from './interrupt.ts';
import { UsageError } from './usage-error.ts';

/** What the person chose at the command line. */
export interface TerminalWords {
  readonly reader?: string;
  readonly card?: string;
  readonly cardKeys?: string;
  readonly amount: string;
  readonly entry: string;
  readonly config?: string;
  readonly offline?: boolean;
  readonly json?: boolean;
}

/** How long the terminal waits for a card at a desk, where somebody may have to find it first. */
const deskTimeoutMs = 30_000;

/**
 * One transaction of the reference terminal with the card in a PC/SC reader, a simulated or a recorded one, told step by
 * step.
 *
 * @returns 0 approved, 1 anything else that the terminal decided
 */
export async function runTerminal(words: TerminalWords): Promise<number> {
  const entry = entryOf(words.entry);
  const configuration = words.config === undefined ? referenceConfiguration : configurationIn(words.config);
  if (entry === 'contact' && configuration.contact === undefined) {
    throw new UsageError('the configuration has no section "contact"; name a file that has one with --config');
  }
  const amountMinor = amountOf(words.amount, configuration.currencyExponent);
  using interrupt = onInterrupt('the transaction is called off');
  const out = words.json === true ? process.stderr : process.stdout;
  const say = (event: Recorded, all: readonly Recorded[]): void => {
    const line = describeEvents(all)[event.index];
    if (line !== undefined) out.write(`${logLine(line)}\n`);
  };
  const report = await performAtDesk({
    source: sourceOf(words, (text) => out.write(`${text}\n`)),
    configuration: { ...configuration, cardTimeoutMs: deskTimeoutMs },
    request: { kind: 'purchase', entry, amountMinor, currencyCode: configuration.currencyCode },
    cardholder: personAtDesk(),
    isOffline: words.offline === true,
    onEvent: say,
    signal: interrupt.signal,
  });
  if (words.json === true) process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  else process.stdout.write(`${report.outcome}: ${report.reason}\n`);
  return report.outcome === 'approved' ? exitCodes.ok : exitCodes.verdictAgainst;
}

/** A PC/SC reader, a card of the library, or a recording. */
function sourceOf({ reader, card, cardKeys }: TerminalWords, say: (text: string) => void): DeskOrder['source'] {
  if ((reader === undefined) === (card === undefined)) {
    throw new UsageError('name a reader with --reader pcsc:NAME, or a card with --card, and not both');
  }
  if (reader !== undefined) {
    const name = /^pcsc:(?<name>.+)$/u.exec(reader)?.groups?.['name'];
    if (name === undefined) throw new UsageError(`--reader ${reader} is not pcsc:NAME`);
    return { kind: 'reader', name };
  }
  const transcript = /^transcript:(?<file>.+)$/u.exec(card ?? '')?.groups?.['file'];
  if (transcript !== undefined) return { kind: 'card', card: recordedCardOf({ transcript, keys: cardKeys }, say) };
  if (cardKeys !== undefined) throw new UsageError('--card-keys belongs to --card transcript:FILE');
  return { kind: 'card', card: { kind: 'library', name: knownCard(card ?? '').name } };
}

function entryOf(word: string): 'contact' | 'contactless' {
  if (word === 'contact' || word === 'contactless') return word;
  throw new UsageError(`--entry ${word} is neither contact nor contactless`);
}

function amountOf(text: string, exponent: number): number {
  const match = /^(?<whole>[0-9]{1,9})(?:\.(?<part>[0-9]+))?$/u.exec(text);
  const part = match?.groups?.['part'] ?? '';
  if (match === null || part.length > exponent) {
    throw new UsageError(
      `--amount ${text} is no amount with at most ${exponent} digits behind the point, such as 12.50`,
    );
  }
  return Number(`${match.groups?.['whole'] ?? '0'}${part.padEnd(exponent, '0')}`);
}

function configurationIn(file: string): TerminalConfiguration {
  const today = isoTime(wallClock().nowMs()).slice(2, 10).replaceAll('-', '');
  const read = readTerminalConfiguration(textIn(file), { today });
  if (read.kind === 'refused') {
    throw new UsageError(read.problems.map((problem) => problemInWords(file, problem)).join('\n'));
  }
  const { certificationAuthorityKeys: keys, certificationAuthorityCurveKeys: curveKeys = [] } = read.configuration;
  if (keys.length + curveKeys.length > 0) return read.configuration;
  // The keys of the test authority are of no use in production.
  const { certificationAuthorityKeys, certificationAuthorityCurveKeys = [], environment } = referenceConfiguration;
  return {
    ...read.configuration,
    certificationAuthorityKeys,
    certificationAuthorityCurveKeys,
    ...(environment === undefined ? {} : { environment }),
  };
}

function textIn(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = Error.isError(error) && 'code' in error ? String(error.code) : 'unknown';
    throw new UsageError(`could not read the configuration ${file}: ${why}`);
  }
}

/**
 * Whoever sits at the keyboard. The PIN comes from the environment or from standard input, never from the command line,
 * where every user of the machine could read it; without either the PIN is bypassed.
 */
function personAtDesk(): Cardholder {
  const ask = async (question: string, isSecret = false): Promise<string> => {
    if (!process.stdin.isTTY) return '';
    // What is typed is shown by whoever writes to the output: for a PIN, nobody.
    if (isSecret) process.stderr.write(question);
    const output = isSecret ? new Writable({ write: (_text, _encoding, done) => done() }) : process.stderr;
    const lines = createInterface({ input: process.stdin, output, terminal: true });
    try {
      return (await lines.question(question)).trim();
    } finally {
      lines.close();
    }
  };
  return {
    chooseApplication: async (labels) => {
      const list = labels.map((label, index) => `  ${index + 1}  ${label}`).join('\n');
      const answer = await ask(`which application?\n${list}\nnumber (empty: the first): `);
      const index = answer === '' ? 0 : Number(answer) - 1;
      return Number.isInteger(index) && index >= 0 && index < labels.length ? index : undefined;
    },
    confirmApplication: async (label) => !/^n/iu.test(await ask(`use ${label}? (Y/n) `)),
    enterPin: async ({ kind, triesLeft }) => {
      const tries = triesLeft === undefined ? '' : `, ${triesLeft} tries left`;
      const pin =
        process.env['TOUCHSTONE_PIN'] ??
        (await ask(`${kind} PIN of a test card${tries} (not shown; empty: bypass): `, true));
      return /^[0-9]{4,12}$/u.test(pin) ? { kind: 'entered', pin } : { kind: 'bypassed' };
    },
  };
}
