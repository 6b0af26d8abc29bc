import assert from 'node:assert/strict';
import { concat } from '../bytes.ts';
import { retailMac } from './triple-des.ts';

/** What the terminal contributes to a cryptogram, in this order. */
const terminalTags = ['9F02', '9F03', '9F1A', '95', '5F2A', '9A', '9C', '9F37'] as const;

/** Everything that goes into an application cryptogram. */
export interface CryptogramInput {
  readonly sessionKey: Uint8Array;
  /** Values of the card risk management data, by tag. */
  readonly terminalValues: ReadonlyMap<string, Uint8Array>;
  readonly applicationInterchangeProfile: Uint8Array;
  /** Tag 9F36, two bytes. */
  readonly counter: Uint8Array;
  /** Card verification results; more or less of tag 9F10 where the cryptogram version says so. */
  readonly cardVerificationResults: Uint8Array;
  /** Method 2 (80) when not given. */
  readonly padding?: 'zeros' | '80';
}

/**
 * Application cryptogram (tag 9F26), 8 bytes: TC, ARQC and AAC alike.
 *
 * @clause EMV 4.4 Book 2, 8.1
 * @reads The book leaves the data to the issuer. We take its recommended minimum with the card verification results
 *   and without counters, as M/Chip cards of cryptogram version 14 (hexadecimal) do.
 */
export function applicationCryptogram(input: CryptogramInput): Uint8Array {
  const fromTerminal = terminalTags.map((tag) => {
    const value = input.terminalValues.get(tag);
    assert(value !== undefined, 'the card asks for all that its cryptogram is made of');
    return value;
  });
  const { applicationInterchangeProfile, counter, cardVerificationResults } = input;
  const data = concat(...fromTerminal, applicationInterchangeProfile, counter, cardVerificationResults);
  return retailMac({ key: input.sessionKey, data }, input.padding);
}

/**
 * The short cryptogram of contactless cards of version 17: authorised amount, unpredictable number, counter and the
 * second byte of the card verification results.
 */
export function minimumCryptogram(input: {
  readonly key: Uint8Array;
  readonly amount: Uint8Array;
  readonly unpredictableNumber: Uint8Array;
  readonly counter: Uint8Array;
  readonly result: Uint8Array;
}): Uint8Array {
  const data = concat(input.amount, input.unpredictableNumber, input.counter, input.result);
  return retailMac({ key: input.key, data }, 'zeros');
}
