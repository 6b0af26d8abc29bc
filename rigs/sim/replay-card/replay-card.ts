import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import { freshAnswer, type FreshAnswer } from './fresh-answer.ts';
import type { KnownKeys } from './known-keys.ts';
import { beginSession } from './session.ts';
import { stopgapFor, type Stopgap } from './stopgaps.ts';
import type { Recorded, Transcript } from './transcript.ts';

/** Where a terminal left the recorded path. */
export interface Divergence {
  /** From 1, in the order in which this session's commands came. */
  readonly commandCount: number;
  /** From 0; the length of the shorter one when one command is the beginning of the other. */
  readonly byteIndex: number;
  /** The byte there, two digits; empty past the end of the command. */
  readonly expectedHex: string;
  readonly observedHex: string;
  /** What the card did about it. */
  readonly answered: FreshAnswer['made'] | Stopgap['made'] | 'refused';
  /** Why an answer that should be made anew is the recorded one, where that is so. */
  readonly why?: string;
}

/** How a recording is played. */
export interface ReplayOptions {
  readonly name: string;
  readonly transcript: Transcript;
  /** With them cryptogram and signature fit data of the terminal that differ from the recorded ones. */
  readonly keys?: KnownKeys;
  /** Told of every command that is not the recorded one, when it comes. */
  readonly onDivergence: (divergence: Divergence) => void;
}

/** Time that a recorded card thinks: none was recorded. */
const processingMs = 5;
/** Header, and the length of the data. */
const headerBytes = 5;
const refusal = Uint8Array.of(0x6f, 0x00);
/** VERIFY and PIN CHANGE/UNBLOCK: of their data no byte is told. */
const pinInstructions: ReadonlySet<number> = new Set([0x20, 0x24]);
/** Commands whose data the terminal draws or dates: the recorded answer fits the command, though not its data. */
const withTerminalData: ReadonlySet<number> = new Set([0xae, 0xa8, 0x88, 0x2a, 0xea]);

/**
 * A card that gives recorded answers. A command is looked for from where the last one was found, then from the start; a
 * terminal may so read records in another order. Data that the terminal draws (unpredictable number, date) may differ: the
 * answer then is the recorded one, or has a fresh cryptogram and signature when their keys are known. For a directory and
 * for records that the recorded terminal passed over there are stopgaps; everything else gets 6F00.
 */
export function createReplayCard(options: ReplayOptions): ContactlessCard {
  const { exchanges, answerToReset } = options.transcript;
  let next = 0;
  let commandCount = 0;
  const find = (fits: (recorded: Recorded) => boolean): number | undefined => {
    const ahead = exchanges.findIndex((recorded, index) => index >= next && fits(recorded));
    const place = ahead >= 0 ? ahead : exchanges.findIndex(fits);
    return place < 0 ? undefined : place;
  };
  let session = beginSession(exchanges);
  const diverge = (
    expected: Uint8Array,
    observed: Uint8Array,
    { made, why }: { readonly made: Divergence['answered']; readonly why?: string },
  ): void =>
    options.onDivergence({
      commandCount,
      ...firstDifference(expected, observed),
      answered: made,
      ...(why === undefined ? {} : { why }),
    });
  const answer = (command: Uint8Array): Uint8Array => {
    const same = find((recorded) => isEqual(recorded.command, command));
    const place = same ?? find((recorded) => isAlike(recorded.command, command));
    const recorded = place === undefined ? undefined : exchanges[place];
    if (place === undefined || recorded === undefined) {
      const stopgap = stopgapFor(command, exchanges);
      diverge(exchanges[next]?.command ?? new Uint8Array(), command, stopgap ?? { made: 'refused' });
      return stopgap?.response ?? refusal;
    }
    next = place + 1;
    session.note(command, recorded);
    const fresh = freshAnswer({ command, response: recorded.response }, { session, exchanges, keys: options.keys });
    if (same === undefined) diverge(recorded.command, command, fresh);
    return fresh.response;
  };
  return {
    name: options.name,
    uid: Uint8Array.of(0x08, 0x52, 0x45, 0x50),
    sensRes: 0x0004,
    selRes: 0x20,
    answerToSelect: Uint8Array.of(0x78, 0x80, 0x71, 0x02),
    answerToReset,
    powerOn: () => {
      next = 0;
      commandCount = 0;
      session = beginSession(exchanges);
    },
    powerOff: () => undefined,
    respond: (command) => {
      commandCount += 1;
      return { response: answer(command), processingMs };
    },
  };
}

function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  return Buffer.compare(left, right) === 0;
}

/** The same command with data of the terminal's own. */
function isAlike(recorded: Uint8Array, command: Uint8Array): boolean {
  if (!withTerminalData.has(command[1] ?? 0)) return false;
  return isEqual(recorded.slice(0, headerBytes), command.slice(0, headerBytes));
}

function firstDifference(
  expected: Uint8Array,
  observed: Uint8Array,
): { readonly byteIndex: number; readonly expectedHex: string; readonly observedHex: string } {
  let byteIndex = 0;
  while (byteIndex < Math.min(expected.length, observed.length) && expected[byteIndex] === observed[byteIndex]) {
    byteIndex += 1;
  }
  const isHidden =
    byteIndex >= headerBytes && [expected, observed].some((command) => pinInstructions.has(command[1] ?? 0));
  const shown = (byte: number | undefined): string => (isHidden && byte !== undefined ? '**' : byteHex(byte));
  return { byteIndex, expectedHex: shown(expected[byteIndex]), observedHex: shown(observed[byteIndex]) };
}

function byteHex(byte: number | undefined): string {
  return byte === undefined ? '' : byte.toString(16).toUpperCase().padStart(2, '0');
}
