import assert from 'node:assert/strict';
import { concat, fromHex, toHex, xor } from '../bytes.ts';
import { sha1 } from './signature.ts';
import { encryptBlocks, withOddParity } from './triple-des.ts';

/** What makes a card's master key its own. */
export interface MasterKeyInput {
  readonly issuerMasterKey: Uint8Array;
  readonly pan: string;
  /** Two digits. */
  readonly panSequenceNumber: string;
  /** Option A when not given. */
  readonly option?: 'A' | 'B';
}

/**
 * The card's master key, 16 bytes with odd parity. The rightmost 16 digits of PAN and PAN sequence number and their
 * complement, both enciphered with the issuer's key.
 *
 * Option B differs for account numbers of more than 16 digits: it takes them all, through SHA-1, and keeps the first 16
 * decimal digits of the hash (letters counted from zero when there are too few).
 *
 * @clause EMV 4.4 Book 2, Annex A1.4.1 (option A) and A1.4.2 (option B)
 */
export function deriveIccMasterKey(input: MasterKeyInput): Uint8Array {
  assert(/^\d{2}$/.test(input.panSequenceNumber), 'a PAN sequence number has two digits');
  const account = `${input.pan}${input.panSequenceNumber}`;
  const isHashed = input.option === 'B' && input.pan.length > 16;
  const digits = isHashed ? decimalisedHash(account) : account.slice(-16).padStart(16, '0');
  const diversifier = fromHex(digits);
  const complement = xor(diversifier, new Uint8Array(8).fill(0xff));
  return withOddParity(encryptBlocks({ key: input.issuerMasterKey, data: concat(diversifier, complement) }));
}

function decimalisedHash(account: string): string {
  const hashHex = toHex(sha1(fromHex(account.length % 2 === 0 ? account : `0${account}`)));
  const decimals = hashHex.replaceAll(/[A-F]/gu, '');
  const letters = hashHex.replaceAll(/\d/gu, '').replaceAll(/[A-F]/gu, (letter) => String(letter.charCodeAt(0) - 65));
  return `${decimals}${letters}`.slice(0, 16);
}

/**
 * Session key of issuer scripts in Visa's manner: the card's key combined with the counter, and with its complement in
 * the right half.
 */
export function counterScriptKey(key: Uint8Array, counter: Uint8Array): Uint8Array {
  const zeros = new Uint8Array(6);
  return withOddParity(xor(key, concat(zeros, counter, zeros, xor(counter, Uint8Array.of(0xff, 0xff)))));
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
