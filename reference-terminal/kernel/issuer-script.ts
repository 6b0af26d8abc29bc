import { concatBytes } from './bytes.ts';
import { parseTlv } from './tlv.ts';

/** An issuer script as a terminal can read it. */
export interface ReadScript {
  /** Tag 9F18, zeros when the script has none that can be read. */
  readonly identifier: Uint8Array;
  /** Commands in order; undefined when the script can't be taken apart into commands that a card can get. */
  readonly commands: readonly Uint8Array[] | undefined;
}

/** How a script went, the first nibble of its result. */
export type ScriptEnd = 'not-performed' | 'failed' | 'successful';

const identifierHead = [0x9f, 0x18, 0x04] as const;
const identifierBytes = 4;
/** A header alone, and a whole short command. */
const commandBytes = { min: 4, max: 261 } as const;
const nibbles: Readonly<Record<ScriptEnd, number>> = { 'not-performed': 0x00, failed: 0x10, successful: 0x20 };
/** Where a command's number no longer fits the nibble. */
const commandNumberMax = 0x0f;

/**
 * Takes a script apart before its first command is sent: one whose coding is broken, or whose command is longer than any card
 * takes, is not begun.
 *
 * @param value  of template 71 or 72
 * @clause EMV 4.4 Book 3, 10.10; Book 4, 12.2.4 (the identifier is read if possible)
 */
export function readScript(value: Uint8Array): ReadScript {
  const parsed = parseTlv(value);
  if (parsed.kind === 'malformed') return { identifier: leadingIdentifier(value), commands: undefined };
  const found = parsed.objects.find(({ tag }) => tag === '9F18')?.value;
  const identifier = found?.length === identifierBytes ? found : new Uint8Array(identifierBytes);
  const commands = parsed.objects.filter(({ tag }) => tag === '86').map((object) => object.value);
  const areLawful = commands.every(({ length }) => length >= commandBytes.min && length <= commandBytes.max);
  return { identifier, commands: areLawful ? commands : undefined };
}

/** What stands in front of the place where the coding breaks. */
function leadingIdentifier(value: Uint8Array): Uint8Array {
  const end = identifierHead.length + identifierBytes;
  const isThere = value.length >= end && identifierHead.every((byte, index) => value[index] === byte);
  return isThere ? value.slice(identifierHead.length, end) : new Uint8Array(identifierBytes);
}

/**
 * The result of one script in tag 9F5B: five bytes.
 *
 * @param commandNumber  of the command that failed, from 1; 15 stands for all above it
 * @clause EMV 4.4 Book 4, A5
 */
export function scriptResult(identifier: Uint8Array, end: ScriptEnd, commandNumber = 0): Uint8Array {
  return concatBytes([Uint8Array.of(nibbles[end] | Math.min(commandNumber, commandNumberMax)), identifier]);
}
