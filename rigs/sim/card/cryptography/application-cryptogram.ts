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
  /** 6 bytes. */
  readonly cardVerificationResults: Uint8Array;
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
  return retailMac({ key: input.sessionKey, data });
}
