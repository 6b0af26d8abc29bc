import { exclusiveOr, fromHex, joinBytes } from './bytes.ts';
import { encipherBlock } from './triple-des.ts';

const allOnes = new Uint8Array(8).fill(0xff);

/**
 * The card's own 16-byte key for cryptograms.
 *
 * @param pan  digits only
 * @param panSequenceNumber  two digits, '00' when the card has none
 * @clause EMV 4.4 Book 2, Annex A1.4.1 (option A)
 */
export function deriveCardKey(
  masterKey: Uint8Array,
  card: { readonly pan: string; readonly panSequenceNumber: string },
): Uint8Array {
  const diversification = fromHex(`${card.pan}${card.panSequenceNumber}`.slice(-16).padStart(16, '0'));
  return withOddParity(
    joinBytes([
      encipherBlock(masterKey, diversification),
      encipherBlock(masterKey, exclusiveOr(diversification, allOnes)),
    ]),
  );
}

/**
 * The 16-byte key of one transaction.
 *
 * @param diversification  8 bytes: the application transaction counter and zeros; in older schemes further data follows
 * @clause EMV 4.4 Book 2, Annex A1.3.1 (common session key)
 */
export function deriveSessionKey(cardKey: Uint8Array, diversification: Uint8Array): Uint8Array {
  const left = Uint8Array.from(diversification);
  const right = Uint8Array.from(diversification);
  left[2] = 0xf0;
  right[2] = 0x0f;
  return withOddParity(joinBytes([encipherBlock(cardKey, left), encipherBlock(cardKey, right)]));
}

/** DES ignores the lowest bit of a key's byte; published keys have it set so that the count of ones is odd. */
function withOddParity(key: Uint8Array): Uint8Array {
  return key.map((byte) => {
    let ones = 0;
    for (let rest = byte >> 1; rest > 0; rest >>= 1) ones += rest & 1;
    return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
  });
}
