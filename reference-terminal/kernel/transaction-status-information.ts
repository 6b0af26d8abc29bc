import { encodeBits } from './named-bits.ts';

/**
 * Transaction status information (tag 9B, 2 bytes): what was performed.
 *
 * @clause EMV 4.4 Book 3, Annex C6
 */
const positions = {
  'offline-data-authentication': [0, 0x80],
  'cardholder-verification': [0, 0x40],
  'card-risk-management': [0, 0x20],
  'issuer-authentication': [0, 0x10],
  'terminal-risk-management': [0, 0x08],
  'script-processing': [0, 0x04],
} as const satisfies Readonly<Record<string, readonly [byteIndex: number, mask: number]>>;

/** One function that a transaction performed. */
export type TransactionStatusBit = keyof typeof positions;

/** The 2 bytes of tag 9B. */
export function transactionStatusInformation(performed: Iterable<TransactionStatusBit>): Uint8Array {
  return encodeBits(performed, { positions, lengthBytes: 2 });
}
