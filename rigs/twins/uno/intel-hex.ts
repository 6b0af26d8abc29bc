import { RigFailure } from '#drivers/ports/failure.ts';

/** Flash of an ATmega328P. */
export const FLASH_BYTES = 32_768;

const DATA = 0;
const END_OF_FILE = 1;
const EXTENDED_SEGMENT = 2;
const EXTENDED_LINEAR = 4;

/**
 * Reads an Intel HEX file into the image of an erased flash.
 *
 * @returns 32 KiB; what the file leaves out is 0xFF, as in an erased chip
 * @throws {RigFailure} code FIRMWARE_UNREADABLE when a line is malformed, a checksum is wrong, a record lies beyond the
 *   flash, or the end record is missing
 */
export function parseIntelHex(text: string): Uint8Array {
  const flash = new Uint8Array(FLASH_BYTES).fill(0xff);
  let base = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const record = readRecord(line, index + 1);
    if (record.kind === END_OF_FILE) return flash;
    if (record.kind === DATA) place(flash, record, base);
    if (record.kind === EXTENDED_SEGMENT) base = number16(record.data) * 16;
    if (record.kind === EXTENDED_LINEAR) base = number16(record.data) * 0x10000;
  }
  throw unreadable('the end record is missing, the file was cut off', 0);
}

interface HexRecord {
  readonly kind: number;
  readonly address: number;
  readonly data: Uint8Array;
  readonly line: number;
}

function readRecord(text: string, line: number): HexRecord {
  if (!/^:(?:[0-9A-Fa-f]{2}){5,}$/.test(text)) throw unreadable('a record is not hexadecimal', line);
  const bytes = new Uint8Array(Buffer.from(text.slice(1), 'hex'));
  const [length = 0, addressHigh = 0, addressLow = 0, kind = 0] = bytes;
  if (bytes.length !== length + 5) throw unreadable('a record is not as long as it says', line);
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  if ((sum & 0xff) !== 0) throw unreadable('a record has a wrong checksum', line);
  return { kind, address: (addressHigh << 8) | addressLow, data: bytes.subarray(4, -1), line };
}

function place(flash: Uint8Array, { address, data, line }: HexRecord, base: number): void {
  const start = base + address;
  if (start + data.length > flash.length) throw unreadable('a record lies beyond the flash of an ATmega328P', line);
  flash.set(data, start);
}

function number16(data: Uint8Array): number {
  const [high = 0, low = 0] = data;
  return (high << 8) | low;
}

function unreadable(what: string, line: number): RigFailure {
  return new RigFailure({
    code: 'FIRMWARE_UNREADABLE',
    blame: 'bench',
    message: `read the firmware as Intel HEX, but ${what}; give the path of an intact .hex file`,
    facts: { line },
  });
}
