import { describeCommand } from '#reports/decode/apdu.ts';
import { describeDataObject } from '#reports/decode/data-object.ts';
import { createMask } from '#rigs/mask.ts';
import { readTranscript } from '#rigs/sim/replay-card/transcript.ts';
import { textOf } from './card-recording.ts';
import { exitCodes } from './exit-codes.ts';
import { explainDifference } from './card-difference.ts';
import { UsageError } from './usage-error.ts';
import { trace } from './vectors/trace.ts';
import { VectorProblem } from './vectors/vector-problem.ts';

/** One command of the terminal beside the recorded one. */
export interface Compared {
  readonly title: string;
  /** 'as recorded', or what is different. */
  readonly verdict: string;
}

/** What the terminal does with a recorded card. */
export interface Replay {
  readonly commands: readonly Compared[];
  /** Recorded commands that this terminal does not send. */
  readonly unsent: readonly string[];
  readonly authentication: string;
  readonly verificationResults: string;
  readonly statusInformation: string;
  readonly ending: string;
  readonly firstDifference: string;
  /** The first difference in the terms of the books, object by object; nothing when there is none. */
  readonly explanation: readonly string[];
}

/**
 * Plays a recording to the terminal with the recorded terminal's amounts, date and unpredictable number, and prints what
 * it expects of a terminal beside what ours does, down to the first differing byte.
 *
 * @returns 0 when the terminal does as recorded, 1 when it leaves the recorded path
 */
export async function replayTranscript(file: string, words: { readonly json?: boolean }): Promise<number> {
  const replay = await replayOf(textOf(file, 'transcript'));
  process.stdout.write(words.json === true ? `${JSON.stringify(replay, undefined, 2)}\n` : inWords(replay));
  return replay.firstDifference === 'none' ? exitCodes.ok : exitCodes.verdictAgainst;
}

/** @throws {RigFailure} code TRANSCRIPT_UNREADABLE or TRANSCRIPT_MASKED; {UsageError} when it is no transaction */
export async function replayOf(text: string): Promise<Replay> {
  const transcript = readTranscript(text);
  const exchanges = transcript.exchanges.map(({ command, response }) => [hexOf(command), hexOf(response)]);
  const played = await tracedOf({ apdus: exchanges, ...authorityIn(text) });
  const recorded = exchanges.map(([command = '']) => command);
  const { compared, unsent } = compare(played.commands, recorded);
  const { method, outcome } = played.oda;
  const { divergence } = played;
  return {
    commands: compared,
    unsent: unsent.map(titleOf),
    authentication: method === 'none' ? 'none' : `${method}: ${outcome}`,
    verificationResults: `${played.tvr} ${describeDataObject({ tagHex: '95', valueHex: played.tvr })}`,
    statusInformation: `${played.tsi} ${describeDataObject({ tagHex: '9B', valueHex: played.tsi })}`,
    ending: played.ending,
    firstDifference: divergence === null ? endedEarly(played, recorded) : differenceWords(divergence, recorded),
    explanation: explanationOf(played, transcript.exchanges, recorded),
  };
}

interface Traced {
  readonly commands: readonly string[];
  readonly oda: { readonly method: string; readonly outcome: string };
  readonly tvr: string;
  readonly tsi: string;
  readonly ending: string;
  readonly divergence: {
    readonly command: number;
    readonly offset: number;
    readonly recorded: string | null;
    readonly sent?: string;
  } | null;
}

async function tracedOf(input: object): Promise<Traced> {
  try {
    return (await trace(input)) as Traced;
  } catch (error) {
    if (error instanceof VectorProblem) throw new UsageError(`the transcript can't be played: ${error.message}`);
    throw error;
  }
}

/** The CA key that may stand in the file beside the exchanges. */
function authorityIn(text: string): object {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null) return {};
  const { oda, capk } = value as Readonly<Record<string, unknown>>;
  return { ...(oda === undefined ? {} : { oda }), ...(capk === undefined ? {} : { capk }) };
}

/** A journal is one event a line, and no JSON as a whole. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Pairs what was sent with what was recorded: the same command, else one with the same header, else none. */
function compare(
  sent: readonly string[],
  recorded: readonly string[],
): { readonly compared: readonly Compared[]; readonly unsent: readonly string[] } {
  const left = [...recorded];
  const compared = sent.map((command) => {
    const same = left.indexOf(command);
    const place = same >= 0 ? same : left.findIndex((other) => other.slice(0, 8) === command.slice(0, 8));
    const [other] = place < 0 ? [] : left.splice(place, 1);
    if (other === undefined) return { title: titleOf(command), verdict: 'not recorded' };
    return { title: titleOf(command), verdict: same >= 0 ? 'as recorded' : byteWords(command, other) };
  });
  return { compared, unsent: left };
}

function byteWords(sent: string, recorded: string): string {
  let offset = 0;
  while (sent.slice(offset * 2, offset * 2 + 2) === recorded.slice(offset * 2, offset * 2 + 2)) offset += 1;
  return `differs at byte ${offset}: ${bytesAt(recorded, offset)} recorded, ${bytesAt(sent, offset)} sent`;
}

function differenceWords(
  { command, offset, recorded, sent = '' }: NonNullable<Traced['divergence']>,
  all: readonly string[],
): string {
  if (recorded === null) return `command ${command} (${titleOf(sent)}): nothing more is recorded`;
  if (recorded === sent) {
    const before = all[all.indexOf(sent) - 1] ?? '';
    return `command ${command} (${titleOf(sent)}): before it ${titleOf(before)} is recorded, and not sent`;
  }
  const titles =
    titleOf(sent) === titleOf(recorded) ? titleOf(sent) : `${titleOf(sent)} instead of ${titleOf(recorded)}`;
  return `command ${command} (${titles}), byte ${offset}: ${bytesAt(recorded, offset)} recorded, ${bytesAt(sent, offset)} sent`;
}

/** The first difference, and that of the first cryptogram when it is another one: what all the steps before led to. */
function explanationOf(
  { divergence, commands }: Traced,
  exchanges: ReturnType<typeof readTranscript>['exchanges'],
  recorded: readonly string[],
): readonly string[] {
  if (divergence === null) return [];
  const isCryptogram = (hex: string): boolean => hex.startsWith('80AE');
  const pairs = [
    { recordedHex: divergence.recorded, sentHex: divergence.sent },
    { recordedHex: recorded.find(isCryptogram), sentHex: commands.find(isCryptogram) },
  ];
  const lines = pairs.flatMap(({ recordedHex, sentHex }) =>
    typeof recordedHex === 'string' && sentHex !== undefined && recordedHex !== sentHex
      ? explainDifference({ recordedHex, sentHex }, exchanges)
      : [],
  );
  return [...new Set(lines)];
}

/** A terminal that did all as recorded, and then ended while the recorded one went on. */
function endedEarly({ commands, ending }: Traced, recorded: readonly string[]): string {
  // What comes behind the first cryptogram hangs on a host that is not played.
  if (commands.at(-1)?.startsWith('80AE') === true) return 'none';
  const next = recorded[recorded.lastIndexOf(commands.at(-1) ?? '') + 1];
  return next === undefined ? 'none' : `the terminal stopped (${ending}) where ${titleOf(next)} is recorded`;
}

/** One byte; of commands that carry a PIN never one of their data. */
function bytesAt(hex: string, offset: number): string {
  const isHidden = /^(?:0020|8424|0424)/u.test(hex) && offset > 4;
  return isHidden ? '**' : hex.slice(offset * 2, offset * 2 + 2) || 'nothing';
}

const titleOf = (hex: string): string => describeCommand(createMask().command(bytesOf(hex))).title;
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

function inWords(replay: Replay): string {
  const width = Math.max(...replay.commands.map(({ title }) => title.length), 0);
  const lines = [
    ...replay.commands.map(
      ({ title, verdict }, index) => `${String(index + 1).padStart(3)}  ${title.padEnd(width)}  ${verdict}`,
    ),
    ...replay.unsent.map((title) => `  -  ${title.padEnd(width)}  recorded, and not sent`),
    '',
    `authentication         ${replay.authentication}`,
    `verification results   ${replay.verificationResults}`,
    `status information     ${replay.statusInformation}`,
    `the terminal           ${replay.ending}`,
    `first difference       ${replay.firstDifference}`,
    ...replay.explanation.map((line) => `                       ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}
