import { RigFailure } from '#drivers/ports/failure.ts';

/** One command and its answer, as they were recorded. */
export interface Recorded {
  readonly command: Uint8Array;
  readonly response: Uint8Array;
}

/** What a card once said. */
export interface Transcript {
  readonly exchanges: readonly Recorded[];
  readonly answerToReset: Uint8Array;
}

/** Protocol T=1 without historical bytes, where nobody recorded one. */
const anyAnswerToReset = '3BE000FF8131FE4514';
const exchangesMax = 1000;
const commandBytesMin = 4;
const statusWordBytes = 2;

/**
 * Reads a recording. Three forms are known: `{ "apdus": [{ "c": "…", "r": "…" }] }` or that list alone, the same with
 * `command` and `response` or with pairs of texts, and a journal of ours (one JSON event a line). `answerToReset` may stand beside `apdus`.
 *
 * @throws {RigFailure} code TRANSCRIPT_UNREADABLE; TRANSCRIPT_MASKED when parts of an answer are hidden
 */
export function readTranscript(text: string): Transcript {
  const whole = jsonOf(text);
  const pairs = whole === undefined ? pairsOfJournal(text) : pairsOf(whole);
  if (pairs.length === 0 || pairs.length > exchangesMax) {
    throw unreadable(`1 to ${exchangesMax} exchanges were expected and ${pairs.length} found`);
  }
  const reset = memberOf(whole, 'answerToReset');
  return {
    exchanges: pairs.map(([command, response], index) => ({
      command: bytesOf(command, `command ${index + 1}`, commandBytesMin),
      response: bytesOf(response, `answer ${index + 1}`, statusWordBytes),
    })),
    answerToReset: bytesOf(typeof reset === 'string' ? reset : anyAnswerToReset, 'the answer to reset', 2),
  };
}

type Pair = readonly [command: string, response: string];

function pairsOf(whole: unknown): readonly Pair[] {
  const list = Array.isArray(whole) ? whole : memberOf(whole, 'apdus');
  if (!Array.isArray(list)) throw unreadable('a list of exchanges, or an object with "apdus", was expected');
  return list.map((entry: unknown, index): Pair => {
    const [first, second]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof first === 'string' && typeof second === 'string') return [first, second];
    const command = memberOf(entry, 'c') ?? memberOf(entry, 'command');
    const response = memberOf(entry, 'r') ?? memberOf(entry, 'response');
    if (typeof command === 'string' && typeof response === 'string') return [command, response];
    throw unreadable(`exchange ${index + 1} has no command and response in hexadecimal text`);
  });
}

/** Commands that no answer came to are left out. */
function pairsOfJournal(text: string): readonly Pair[] {
  const pairs: Pair[] = [];
  let asked: string | undefined;
  for (const line of text.split('\n')) {
    const entry = jsonOf(line);
    const event = memberOf(entry, 'event') ?? entry;
    const hex = memberOf(event, 'hex');
    if (memberOf(event, 'kind') !== 'apdu' || typeof hex !== 'string') continue;
    if (memberOf(event, 'direction') === 'command') asked = hex;
    else if (asked !== undefined) {
      pairs.push([asked, hex]);
      asked = undefined;
    }
  }
  return pairs;
}

function bytesOf(hex: string, what: string, lengthMin: number): Uint8Array {
  const digits = hex.replaceAll(/\s/gu, '');
  if (digits.includes('*')) throw masked(what);
  if (!/^(?:[0-9A-Fa-f]{2})*$/u.test(digits)) throw unreadable(`${what} is no hexadecimal text`);
  if (digits.length < lengthMin * 2) throw unreadable(`${what} is shorter than ${lengthMin} bytes`);
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function unreadable(found: string): RigFailure {
  const message = `could not read the transcript: ${found}`;
  return new RigFailure({ code: 'TRANSCRIPT_UNREADABLE', blame: 'scenario', message });
}

function masked(what: string): RigFailure {
  const message =
    `${what} of the transcript has hidden parts (*), as all journals and reports of ours have: account data are masked when they are written and can't be brought back; ` +
    'record the card with a tool that hides nothing, or replay the case by its seed: its report shows the command';
  return new RigFailure({ code: 'TRANSCRIPT_MASKED', blame: 'scenario', message });
}
