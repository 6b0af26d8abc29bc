import { createHash } from 'node:crypto';
import type { SigningKey } from './known-keys.ts';
import { instructions, objectIn } from './session.ts';
import type { PlayedSession } from './session.ts';
import { objectsIn, spanOf } from './tlv.ts';
import type { Span } from './tlv.ts';
import type { Recorded } from './transcript.ts';

const statusWordBytes = 2;
const [headerByte, formatByte, trailerByte] = [0x6a, 0x05, 0xbc] as const;
const hashBytes = 20;
const cryptogramBytes = 8;

/** Where a recorded answer holds its signature; undefined when it holds none. */
export function signatureIn(command: Uint8Array, response: Uint8Array): Span | undefined {
  const objects = response.slice(0, -statusWordBytes);
  const tagged = spanOf(objects, '9F4B');
  return tagged ?? (command[1] === instructions.internalAuthenticate ? spanOf(objects, '80') : undefined);
}

/**
 * A recorded answer with its signature made anew: over what this terminal sent, and in an answer to GENERATE AC over the
 * cryptogram and the rest of the answer as well. The card's own number stays the recorded one.
 *
 * @param cryptogram  the one that a combined signature is to hold; the recorded one stays when it is undefined
 * @returns why it can't be made, as a text
 * @clause EMV 4.4 Book 2, 6.5.1 (dynamic), 6.6.1 (combined); C-3 (fast dynamic: 9F37, 9F02, 5F2A, 9F69)
 */
export function withFreshSignature(
  answer: Recorded,
  about: {
    readonly session: PlayedSession;
    readonly exchanges: readonly Recorded[];
    readonly key: SigningKey;
    readonly cryptogram: Uint8Array | undefined;
  },
): Uint8Array | string {
  const { command, response } = answer;
  const place = signatureIn(command, response);
  if (place === undefined) return 'the recorded answer holds no signature';
  const signature = response.slice(place.start, place.end);
  const block = power(signature, about.key.exponent, about.key.modulus);
  const isFramed = block[0] === headerByte && block[1] === formatByte && block.at(-1) === trailerByte;
  if (signature.length !== about.key.modulus.length || !isFramed) {
    return 'the signing key is not this card’s: it does not open the recorded signature';
  }
  const content = block.slice(1, -1 - hashBytes);
  if (command[1] === instructions.cryptogram) renew(content, answer, about);
  const terminalData = terminalDataFor(command, about);
  const hash = createHash('sha1').update(content).update(terminalData).digest();
  const signed = Buffer.concat([Uint8Array.of(headerByte), content, hash, Uint8Array.of(trailerByte)]);
  const fresh = Uint8Array.from(response);
  fresh.set(power(signed, about.key.privateExponent, about.key.modulus), place.start);
  return fresh;
}

/** Puts the new cryptogram and the new transaction data hash into the dynamic data of a combined signature. */
function renew(
  content: Uint8Array,
  { response }: Recorded,
  { session, cryptogram }: { readonly session: PlayedSession; readonly cryptogram: Uint8Array | undefined },
): void {
  const cryptogramAt = 3 + 1 + (content[3] ?? 0) + 1;
  if (cryptogram !== undefined) content.set(cryptogram, cryptogramAt);
  const objects = objectsIn(response.slice(0, -statusWordBytes), '77');
  const hashed = createHash('sha1');
  for (const data of session.dataSent) hashed.update(data);
  for (const { tagHex, encoded } of objects) if (tagHex !== '9F4B') hashed.update(encoded);
  content.set(hashed.digest(), cryptogramAt + cryptogramBytes);
}

function terminalDataFor(
  command: Uint8Array,
  { session, exchanges }: { readonly session: PlayedSession; readonly exchanges: readonly Recorded[] },
): Uint8Array {
  const value = (tag: string): Uint8Array => session.values.get(tag) ?? new Uint8Array();
  if (command[1] === instructions.internalAuthenticate) return session.authenticationData;
  if (command[1] === instructions.cryptogram) return value('9F37');
  const related = objectIn(exchanges, '9F69') ?? new Uint8Array();
  return Buffer.concat([value('9F37'), value('9F02'), value('5F2A'), related]);
}

/** @returns as many bytes as the modulus has */
function power(base: Uint8Array, exponent: Uint8Array, modulus: Uint8Array): Uint8Array {
  const [number, rest, by] = [base, exponent, modulus].map((bytes) =>
    BigInt(`0x${Buffer.from(bytes).toString('hex')}`),
  );
  if (number === undefined || rest === undefined || by === undefined || by === 0n) return new Uint8Array(base.length);
  let result = 1n;
  let square = number % by;
  for (let left = rest; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % by;
    square = (square * square) % by;
  }
  return Uint8Array.from(Buffer.from(result.toString(16).padStart(modulus.length * 2, '0'), 'hex'));
}
