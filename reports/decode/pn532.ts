import { NOT_DECODABLE, byteAt, isMaskedHex } from './decoded.ts';
import type { Decoded } from './decoded.ts';

const COMMANDS: Readonly<Record<number, string>> = {
  0x00: 'Diagnose',
  0x02: 'GetFirmwareVersion',
  0x04: 'GetGeneralStatus',
  0x06: 'ReadRegister',
  0x08: 'WriteRegister',
  0x0c: 'ReadGPIO',
  0x0e: 'WriteGPIO',
  0x10: 'SetSerialBaudRate',
  0x12: 'SetParameters',
  0x14: 'SAMConfiguration',
  0x16: 'PowerDown',
  0x32: 'RFConfiguration',
  0x40: 'InDataExchange',
  0x42: 'InCommunicateThru',
  0x44: 'InDeselect',
  0x46: 'InJumpForPSL',
  0x4a: 'InListPassiveTarget',
  0x50: 'InATR',
  0x52: 'InRelease',
  0x54: 'InSelect',
  0x56: 'InJumpForDEP',
  0x58: 'RFRegulationTest',
  0x60: 'InAutoPoll',
  0x86: 'TgGetData',
  0x88: 'TgGetInitiatorCommand',
  0x8a: 'TgGetTargetStatus',
  0x8c: 'TgInitAsTarget',
  0x8e: 'TgSetData',
  0x90: 'TgResponseToInitiator',
};

const FIXED: Readonly<Record<string, string>> = {
  '00FF': 'ACK',
  FF00: 'NACK',
};

const HOST_TO_CHIP = 0xd4;
const CHIP_TO_HOST = 0xd5;

/**
 * The name of a PN532 frame on a serial wire, from masked hexadecimal text; wake-up bytes before it are skipped.
 * Checksums are told as wrong only when no byte of the frame is hidden.
 *
 * @clause NXP UM0701-02, 6.2
 */
export function describePn532Frame(hex: string): Decoded {
  const upper = hex.toUpperCase();
  const start = isMaskedHex(upper) ? startOf(upper) : undefined;
  if (start === undefined) return { title: NOT_DECODABLE, rows: [] };
  const fixed = FIXED[upper.slice(start, start + 4)];
  if (fixed !== undefined) return { title: fixed, rows: [] };
  const isExtended = upper.slice(start, start + 4) === 'FFFF';
  const header = start / 2 + (isExtended ? 2 : 0);
  const length = isExtended
    ? (byteAt(upper, header) ?? 0) * 256 + (byteAt(upper, header + 1) ?? 0)
    : byteAt(upper, header);
  const body = header + (isExtended ? 3 : 2);
  if (length === undefined || length === 0) return { title: NOT_DECODABLE, rows: [] };
  const dataHex = upper.slice(body * 2, (body + length) * 2);
  if (dataHex.length !== length * 2) return { title: `${NOT_DECODABLE}: shorter than its length says`, rows: [] };
  const wrong = isChecksumWrong(upper, { body, length }) ? ', wrong checksum' : '';
  return {
    title: `${titleOf(dataHex)}${wrong}`,
    rows: [{ depth: 0, label: 'data', value: dataHex.slice(4), meaning: '' }],
  };
}

/** Where the bytes after the start code 00 FF begin, as an index into the text. */
function startOf(hex: string): number | undefined {
  for (let index = 0; index + 4 <= hex.length; index += 2) if (hex.startsWith('00FF', index)) return index + 4;
  return undefined;
}

function titleOf(dataHex: string): string {
  const direction = byteAt(dataHex, 0);
  const code = byteAt(dataHex, 1);
  if (direction === 0x7f) return 'syntax error frame';
  if (code === undefined || (direction !== HOST_TO_CHIP && direction !== CHIP_TO_HOST)) return NOT_DECODABLE;
  const isAnswer = direction === CHIP_TO_HOST;
  const name = COMMANDS[isAnswer ? code - 1 : code] ?? `command ${code.toString(16).toUpperCase().padStart(2, '0')}`;
  return isAnswer ? `${name} answer` : name;
}

function isChecksumWrong(hex: string, frame: { readonly body: number; readonly length: number }): boolean {
  let sum = 0;
  for (let index = 0; index <= frame.length; index += 1) {
    const byte = byteAt(hex, frame.body + index);
    if (byte === undefined) return false;
    sum += byte;
  }
  return (sum & 0xff) !== 0;
}
