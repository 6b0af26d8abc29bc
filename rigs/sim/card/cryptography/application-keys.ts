import assert from 'node:assert/strict';
import { concat, fromHex, xor } from '../bytes.ts';
import { encryptBlocks, withOddParity } from './triple-des.ts';

/** What makes a card's master key its own. */
export interface MasterKeyInput {
  readonly issuerMasterKey: Uint8Array;
  readonly pan: string;
  /** Two digits. */
  readonly panSequenceNumber: string;
}

/**
 * The card's master key, 16 bytes with odd parity. The rightmost 16 digits of PAN and PAN sequence number and their
 * complement, both enciphered with the issuer's key.
 *
 * @clause EMV 4.4 Book 2, Annex A1.4.1 (option A)
 */
export function deriveIccMasterKey(input: MasterKeyInput): Uint8Array {
  assert(/^\d{2}$/.test(input.panSequenceNumber), 'a PAN sequence number has two digits');
  const digits = `${input.pan}${input.panSequenceNumber}`.slice(-16).padStart(16, '0');
  const diversifier = fromHex(digits);
  const complement = xor(diversifier, new Uint8Array(8).fill(0xff));
  return withOddParity(encryptBlocks({ key: input.issuerMasterKey, data: concat(diversifier, complement) }));
}

/** What makes a session key good for one transaction. */
export interface SessionKeyInput {
  readonly iccMasterKey: Uint8Array;
  /** 8 bytes. For application cryptograms: the ATC and six zero bytes. */
  readonly diversifier: Uint8Array;
}

/**
 * EMV common session key, 16 bytes with odd parity: the diversifier with its third byte F0 and 0F, enciphered.
 *
 * @clause EMV 4.4 Book 2, Annex A1.3.1
 */
export function deriveSessionKey({ iccMasterKey, diversifier }: SessionKeyInput): Uint8Array {
  assert(diversifier.length === 8, 'a diversifier has 8 bytes');
  const left = Uint8Array.from(diversifier);
  left[2] = 0xf0;
  const right = Uint8Array.from(diversifier);
  right[2] = 0x0f;
  return withOddParity(encryptBlocks({ key: iccMasterKey, data: concat(left, right) }));
}

/** The application transaction counter, 0 to 65535, as tag 9F36 carries it. */
export function counterBytes(applicationTransactionCounter: number): Uint8Array {
  assert(applicationTransactionCounter >= 0 && applicationTransactionCounter <= 0xffff, 'the counter has two bytes');
  return Uint8Array.of(applicationTransactionCounter >> 8, applicationTransactionCounter & 0xff);
}

/** The session key for application cryptograms and issuer authentication of one transaction. */
export function sessionKeyForCounter(input: {
  readonly iccMasterKey: Uint8Array;
  readonly applicationTransactionCounter: number;
}): Uint8Array {
  const diversifier = concat(counterBytes(input.applicationTransactionCounter), new Uint8Array(6));
  return deriveSessionKey({ iccMasterKey: input.iccMasterKey, diversifier });
}
