import { createHash } from 'node:crypto';
import { byteAt, concatBytes, sameBytes, toHex } from '../bytes.ts';
import { hasHash, openFrame, recover } from './recovery.ts';
import type { PublicKey, RecoveredFrame } from './recovery.ts';

/** One piece of what a card signs, with what people call it. */
export interface SignedPart {
  readonly name: string;
  readonly value: Uint8Array;
}

/** A dynamic signature that failed, and all that went into it. */
export interface FailedSignature {
  /** Tag 9F4B. */
  readonly signature: Uint8Array;
  /** The card's key; undefined when its certificates led to none. */
  readonly key: PublicKey | undefined;
  /** What the terminal contributed, in the order in which it was sent. */
  readonly terminalParts: readonly SignedPart[];
  /** Of a combined signature: what its inner hash runs over, in order. */
  readonly transactionParts?: readonly SignedPart[];
  /** Of a combined signature: cryptogram information data as it came in clear. */
  readonly cryptogramInformationData?: number;
}

const signedDynamicDataFormat = 0x05;
const hashBytes = 20;
const cryptogramBytes = 8;
const numberName = 'unpredictable number (9F37)';

/**
 * Says in plain words which input of a dynamic signature is wrong: another key, an altered signature, a stale
 * unpredictable number, a part left out or in the wrong order. Only for the record: no decision rests on it.
 *
 * @param earlierNumbers  unpredictable numbers of this terminal's earlier transactions, the latest first
 * @clause EMV 4.4 Book 2, 6.5.2, 6.6.2 (the steps)
 */
export function explainSignature(failed: FailedSignature, earlierNumbers: readonly Uint8Array[]): string {
  const { signature, key } = failed;
  if (signature.length === 0) return 'the answer holds no signature (9F4B)';
  if (key === undefined) return '';
  if (signature.length !== key.modulus.length) {
    return `signature (9F4B) is ${signature.length} bytes long, the card's key ${key.modulus.length}: cut short, or another key`;
  }
  const block = recover(signature, key);
  const frame = block === undefined ? undefined : openFrame(block, signedDynamicDataFormat);
  if (block === undefined || frame === undefined) return frameWords(block);
  if (byteAt(frame.content, 1) !== 0x01)
    return `signature says hash algorithm ${hexByte(frame.content[1])}, 01 is known`;
  const lawful = failed.terminalParts.map(({ value }) => value);
  if (!hasHash(frame, lawful)) return hashWords(frame, failed, earlierNumbers);
  return contentWords(frame, failed);
}

function frameWords(block: Uint8Array | undefined): string {
  const format = block?.[1];
  const isFramed = block !== undefined && block[0] === 0x6a && block[block.length - 1] === 0xbc;
  return isFramed
    ? `signature (9F4B), opened, is of format ${hexByte(format)} instead of 05`
    : "the card's key does not open its signature (9F4B): made with another key than the certificate (9F46) holds, or altered";
}

/** The hash is over other data of the terminal. Each change alone, the most plausible first. */
function hashWords(frame: RecoveredFrame, { terminalParts }: FailedSignature, earlier: readonly Uint8Array[]): string {
  const with9F37 = (value: Uint8Array): readonly Uint8Array[] =>
    terminalParts.map((part) => (part.name === numberName ? value : part.value));
  const number = terminalParts.find(({ name }) => name === numberName)?.value ?? new Uint8Array();
  const without = (left: SignedPart): readonly Uint8Array[] =>
    terminalParts.filter((part) => part !== left).map(({ value }) => value);
  const variants: readonly (readonly [string, readonly Uint8Array[]])[] = [
    ...earlier.map((value, index): readonly [string, readonly Uint8Array[]] => [
      `stale ${numberName}: the card signed that of ${index === 0 ? 'the transaction before' : `${index + 1} transactions ago`}`,
      with9F37(value),
    ]),
    [`the card signed zeros for the ${numberName}`, with9F37(new Uint8Array(number.length))],
    [`the card signed the ${numberName} with its bytes in the wrong order`, with9F37(number.toReversed())],
    ...terminalParts.flatMap((part): readonly (readonly [string, readonly Uint8Array[]])[] => [
      [`the card signed without the ${part.name}`, without(part)],
      [
        `the card signed zeros for the ${part.name}`,
        terminalParts.map((each) => (each === part ? new Uint8Array(part.value.length) : each.value)),
      ],
    ]),
    ['the card signed nothing of the terminal', []],
    ['the card signed the same parts in another order', terminalParts.map(({ value }) => value).toReversed()],
    [`the card signed the ${numberName} alone`, [number]],
  ];
  const found = variants.find(([, following]) => hasHash(frame, following))?.[0];
  const names = terminalParts.map(({ name }) => name).join(', ');
  return (
    found ?? `the card signed other data than the terminal's (${names}): a stale signature, or an input was changed`
  );
}

/** The outer hash holds: what the card signed of itself is another than it said. */
function contentWords(frame: RecoveredFrame, failed: FailedSignature): string {
  const length = byteAt(frame.content, 2);
  const inside = frame.content.subarray(3, 3 + length);
  const numberLength = inside[0] ?? 0;
  const isWhole = numberLength >= 2 && numberLength <= 8 && inside.length > numberLength;
  if (!isWhole) return 'the length byte of the ICC dynamic number inside the signature is missing or wrong';
  const { transactionParts, cryptogramInformationData } = failed;
  if (transactionParts === undefined) return '';
  const signedInformation = inside[1 + numberLength];
  if (signedInformation !== cryptogramInformationData) {
    return `the card signed cryptogram information ${hexByte(signedInformation)} and said ${hexByte(cryptogramInformationData)} (9F27)`;
  }
  const hash = inside.subarray(2 + numberLength + cryptogramBytes, 2 + numberLength + cryptogramBytes + hashBytes);
  if (hash.length < hashBytes) return 'the signed dynamic data are too short for a transaction data hash';
  return transactionWords(hash, transactionParts);
}

function transactionWords(hash: Uint8Array, parts: readonly SignedPart[]): string {
  const holds = (some: readonly SignedPart[]): boolean =>
    sameBytes(
      createHash('sha1')
        .update(concatBytes(some.map(({ value }) => value)))
        .digest(),
      hash,
    );
  if (holds(parts)) return '';
  const missing = parts.find((left) => holds(parts.filter((part) => part !== left)));
  if (missing !== undefined) return `the transaction data hash was made without the ${missing.name}`;
  const only = parts.find((part) => holds([part]));
  if (only !== undefined) return `the transaction data hash was made over the ${only.name} alone`;
  const zeroed = parts.find((changed) =>
    holds(parts.map((part) => (part === changed ? { ...part, value: new Uint8Array(part.value.length) } : part))),
  );
  if (zeroed !== undefined) return `the transaction data hash was made over zeros for the ${zeroed.name}`;
  const names = parts.map(({ name }) => name).join(', ');
  return `the transaction data hash is over other values: one of ${names} was changed between card and terminal`;
}

/** A list of values as parts of a signature. */
export function partsOf(
  entries: readonly { readonly tag: string; readonly value: Uint8Array }[],
): readonly SignedPart[] {
  return entries.map(({ tag, value }) => ({ name: tag === '9F37' ? numberName : `value of ${tag}`, value }));
}

const hexByte = (byte: number | undefined): string => (byte === undefined ? 'nothing' : toHex(Uint8Array.of(byte)));
