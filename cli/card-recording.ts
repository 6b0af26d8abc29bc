import { readFileSync } from 'node:fs';
import type { Divergence } from '#rigs/sim/replay-card/replay-card.ts';
import type { DeskCard } from '#rigs/benches/card-desk.ts';
import { UsageError } from './usage-error.ts';

/** A recorded card as a desk takes it: the recording, what is known of its keys, and a line for every departure. */
export function recordedCardOf(
  files: { readonly transcript: string; readonly keys?: string | undefined },
  say: (text: string) => void,
): DeskCard {
  const { transcript, keys } = files;
  return {
    kind: 'recording',
    text: textOf(transcript, 'transcript'),
    keysText: keys === undefined ? keysOfEnvironment() : textOf(keys, "card's keys"),
    onDivergence: (divergence) => say(inWords(divergence)),
  };
}

/** @throws {UsageError} when it can't be read */
export function textOf(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const why = Error.isError(error) && 'code' in error ? String(error.code) : 'unknown';
    throw new UsageError(`could not read the ${what} ${file}: ${why}`);
  }
}

function inWords({ commandCount, byteIndex, expectedHex, observedHex, answered, why }: Divergence): string {
  const place = `byte ${byteIndex} is ${observedHex || 'missing'} where ${expectedHex || 'the end'} was expected`;
  return `command ${commandCount} is not the recorded one: ${place}; ${answered}${why === undefined ? '' : ` (${why})`}`;
}

/** The recorded card's own cryptogram key comes from the environment: what stands on a command line everybody can read. */
function keysOfEnvironment(): string | undefined {
  const text = process.env['TOUCHSTONE_CARD_KEY'];
  if (text === undefined || text === '') return undefined;
  if (!/^[0-9A-Fa-f]{32}$/u.test(text)) throw new UsageError('TOUCHSTONE_CARD_KEY is not 32 hexadecimal digits');
  return JSON.stringify({ cryptogramKey: text });
}
