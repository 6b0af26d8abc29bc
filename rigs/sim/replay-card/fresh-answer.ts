import { freshCryptogram } from './fresh-cryptogram.ts';
import { signatureIn, withFreshSignature } from './fresh-signature.ts';
import type { KnownKeys } from './known-keys.ts';
import { instructions } from './session.ts';
import type { PlayedSession } from './session.ts';
import { spanOf } from './tlv.ts';
import type { Recorded } from './transcript.ts';

/** An answer for a terminal whose data are not the recorded ones. */
export interface FreshAnswer {
  readonly response: Uint8Array;
  readonly made: 'recorded answer' | 'fresh cryptogram' | 'fresh signature' | 'fresh cryptogram and signature';
  /** Why a part of it is still the recorded one. */
  readonly why?: string;
}

const statusWordBytes = 2;

/**
 * The recorded answer, with cryptogram and signature made anew where the terminal's data differ from the recorded ones
 * and the keys are known. Without a key, or without what the recipe needs, the answer stays recorded and says why.
 */
export function freshAnswer(
  answer: Recorded,
  about: {
    readonly session: PlayedSession;
    readonly exchanges: readonly Recorded[];
    readonly keys: KnownKeys | undefined;
  },
): FreshAnswer {
  const { command, response } = answer;
  const hasSignature = signatureIn(command, response) !== undefined;
  const hasCryptogram =
    isOverTerminalData(command) && spanOf(response.slice(0, -statusWordBytes), '9F36') !== undefined;
  const isPlain = command[1] === instructions.cryptogram && !hasCryptogram && response[0] === 0x80;
  if (!about.session.isDiverged || !(hasSignature || hasCryptogram || isPlain)) {
    return { response, made: 'recorded answer' };
  }
  const cryptogram = hasCryptogram || isPlain ? cryptogramFor(response, about) : undefined;
  const renewed = typeof cryptogram === 'object' ? cryptogram : { response, cryptogram: undefined };
  const signed = hasSignature
    ? signedFor({ command, response: renewed.response }, about, renewed.cryptogram)
    : undefined;
  const why = [cryptogram, signed].filter((part) => typeof part === 'string').join('; ');
  const final = signed instanceof Uint8Array ? signed : renewed.response;
  return { response: final, made: madeOf(typeof cryptogram === 'object', signed), ...(why === '' ? {} : { why }) };
}

function isOverTerminalData(command: Uint8Array): boolean {
  return command[1] === instructions.cryptogram || command[1] === instructions.options;
}

function cryptogramFor(
  response: Uint8Array,
  about: Parameters<typeof freshAnswer>[1],
): { readonly response: Uint8Array; readonly cryptogram: Uint8Array } | string {
  const key = about.keys?.cryptogramKey;
  if (key === undefined) return 'the cryptogram is the recorded one: no key for cryptograms was given';
  const fresh = freshCryptogram(response, { ...about, key });
  if (fresh.kind === 'not-made') return `the cryptogram is the recorded one: ${fresh.why}`;
  const renewed = Uint8Array.from(response);
  if (fresh.at !== undefined) renewed.set(fresh.cryptogram, fresh.at);
  return { response: renewed, cryptogram: fresh.cryptogram };
}

function signedFor(
  answer: Recorded,
  about: Parameters<typeof freshAnswer>[1],
  cryptogram: Uint8Array | undefined,
): Uint8Array | string {
  const key = about.keys?.signingKey;
  if (key === undefined) return 'the signature is the recorded one: no signing key was given';
  const signed = withFreshSignature(answer, { ...about, key, cryptogram });
  return typeof signed === 'string' ? `the signature is the recorded one: ${signed}` : signed;
}

function madeOf(hasCryptogram: boolean, signed: Uint8Array | string | undefined): FreshAnswer['made'] {
  const hasSignature = signed instanceof Uint8Array;
  if (hasCryptogram) return hasSignature ? 'fresh cryptogram and signature' : 'fresh cryptogram';
  return hasSignature ? 'fresh signature' : 'recorded answer';
}
