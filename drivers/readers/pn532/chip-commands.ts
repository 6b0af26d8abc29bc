import { RigFailure } from '#drivers/ports/failure.ts';
import type { CardInField } from '#drivers/ports/card-reader.ts';
import type { Identity } from '#drivers/ports/terminal.ts';

/** The commands that this driver uses. The response code is one higher. */
export const chipCommand = {
  diagnose: 0x00,
  getFirmwareVersion: 0x02,
  samConfiguration: 0x14,
  rfConfiguration: 0x32,
  inDataExchange: 0x40,
  inListPassiveTarget: 0x4a,
  inRelease: 0x52,
} as const;

/** Payload of one InDataExchange: a frame's 264 bytes without command code and target number. */
export const EXCHANGE_PAYLOAD_BYTES_MAX = 262;

/** In a target number or a status: more blocks of the same message follow. */
export const MORE_INFORMATION = 0x40;

/** The status byte without the flags for node address and chaining. */
export const STATUS_MASK = 0x3f;

/** What a status byte means for the exchange in which it came. */
export type StatusMeaning = 'done' | 'radio-trouble' | 'card-gone' | 'refused';

/**
 * Radio trouble is a card that fell silent or talks garbage: it may be leaving, or only slow. What is left is the
 * chip's refusal, a fault of bench or driver.
 *
 * @clause UM0701-02 7.1
 */
export function statusMeaning(status: number): StatusMeaning {
  switch (status & STATUS_MASK) {
    case 0x00:
      return 'done';
    case 0x01: // the card did not answer
    case 0x02: // CRC
    case 0x03: // parity
    case 0x04: // bit count in anticollision
    case 0x05: // framing
    case 0x06: // collision
    case 0x0b: // ISO/IEC 14443-4 protocol
      return 'radio-trouble';
    case 0x27: // no card is active
    case 0x29: // released
    case 0x2a: // another card answers
    case 0x2b: // card disappeared
      return 'card-gone';
    default:
      return 'refused';
  }
}

/**
 * Reads the answer to GetFirmwareVersion.
 *
 * @param data  IC, version, revision, support bits
 * @throws {RigFailure} code READER_WRONG_CHIP when another chip of the family answers
 */
export function readFirmware(data: Uint8Array, address: string): Identity {
  const [chip = 0, version = 0, revision = 0, support = 0] = data;
  if (chip !== 0x32 || data.length < 4) {
    throw new RigFailure({
      code: 'READER_WRONG_CHIP',
      blame: 'bench',
      message: `asked the reader at ${address} for its firmware, found chip ${hex(chip)} instead of 32; use the driver of that chip`,
      facts: { address, chip },
    });
  }
  const abilities = ['iso14443a', 'iso14443b', 'iso18092'].filter((_, bit) => (support & (1 << bit)) !== 0);
  return {
    vendor: 'NXP',
    product: 'PN532',
    version: `${version}.${revision}`,
    facts: { port: address, abilities: abilities.join(' ') },
  };
}

/**
 * Reads the answer to InListPassiveTarget for type A at 106 kbit/s.
 *
 * @param data  count of cards, then a record each: number, SENS_RES, SEL_RES, UID length, UID, and with
 *              ISO/IEC 14443-4 the answer to select, which begins with its own length
 * @throws {RigFailure} code READER_GARBLED when a record ends before its lengths say so
 */
export function readTargets(data: Uint8Array): { readonly count: number; readonly card?: CardInField } {
  const [count = 0, , sensHigh = 0, sensLow = 0, selRes = 0, uidLength = 0] = data;
  if (count !== 1) return { count };
  const uid = data.slice(6, 6 + uidLength);
  const selectLength = data[6 + uidLength] ?? 1;
  const answerToSelect = data.slice(7 + uidLength, 6 + uidLength + selectLength);
  if (uid.length !== uidLength || uidLength < 4 || answerToSelect.length !== selectLength - 1) {
    throw new RigFailure({
      code: 'READER_GARBLED',
      blame: 'bench',
      message: `listed the card in the field, found a record of ${data.length} bytes that contradicts its own lengths; update the reader's firmware`,
      facts: { lengthBytes: data.length },
    });
  }
  return { count, card: { kind: 'card', uid, sensRes: (sensHigh << 8) | sensLow, selRes, answerToSelect } };
}

/** Two digits of hexadecimal text. */
export function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
