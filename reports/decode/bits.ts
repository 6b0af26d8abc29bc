import {
  APPLICATION_INTERCHANGE_PROFILE,
  APPLICATION_USAGE_CONTROL,
  CONTACT_BYTE_5,
  KERNEL_2_BYTE_5,
  TERMINAL_CAPABILITIES,
  TERMINAL_VERIFICATION_RESULTS,
  TRANSACTION_STATUS_INFORMATION,
  VERIFICATION_CONDITIONS,
  VERIFICATION_METHODS,
} from './bits.table.ts';
import type { BitNames } from './bits.table.ts';
import type { KernelId } from './data-object.ts';
import { NOT_DECODABLE, byteAt, isMaskedHex } from './decoded.ts';
import {
  ADDITIONAL_TERMINAL_CAPABILITIES,
  CARD_PROCESSING_REQUIREMENTS,
  TERMINAL_COMPATIBILITY,
  TERMINAL_INTERCHANGE_PROFILE,
  CARD_TRANSACTION_QUALIFIERS,
  TERMINAL_QUALIFIERS_OF_KERNEL_7,
  TERMINAL_TRANSACTION_QUALIFIERS,
} from './scheme-bits.table.ts';

/**
 * Terminal verification results (tag 95, 5 bytes) in words, 'nothing noted' when all bits are zero.
 *
 * @param kernelId  contactless kernel: the lower half of byte 5 belongs to it and is named only when it is known
 * @clause EMV 4.4 Book 3, Annex C5; Contactless Book C-2, Annex A
 */
export function describeTerminalVerificationResults(hex: string, kernelId?: KernelId): string {
  const words = bitsSet(hex, TERMINAL_VERIFICATION_RESULTS);
  const last = byteAt(hex, 4);
  if (words === undefined || last === undefined) return NOT_DECODABLE;
  const all = [...words, ...kernelBits(last & 0x0f, kernelId)];
  return all.length === 0 ? 'nothing noted' : all.join('; ');
}

/**
 * Transaction status information (tag 9B, 2 bytes) in words. Kernel 3 does not keep it: its zeros say nothing.
 *
 * @clause EMV 4.4 Book 3, Annex C6
 */
export function describeTransactionStatusInformation(hex: string, kernelId?: KernelId): string {
  const nothing = kernelId === 3 ? 'nothing: kernel 3 does not keep it' : 'nothing performed';
  return listed(hex, TRANSACTION_STATUS_INFORMATION, nothing);
}

/**
 * Application interchange profile (tag 82, 2 bytes) in words. Byte 2 belongs to the contactless kernel, and two bits of it
 * have a meaning in kernel 2 alone.
 *
 * @clause EMV 4.4 Book 3, Annex C1; Contactless Book C-2, Annex A
 */
export function describeApplicationInterchangeProfile(hex: string, kernelId?: KernelId): string {
  if (kernelId === undefined || kernelId === 2)
    return listed(hex, APPLICATION_INTERCHANGE_PROFILE, 'nothing supported');
  const [words, second] = [bitsSet(`${hex.slice(0, 2)}00`, APPLICATION_INTERCHANGE_PROFILE), byteAt(hex, 1)];
  if (hex.length !== 4 || words === undefined || second === undefined) return NOT_DECODABLE;
  const own = second === 0 ? [] : [`byte 2 is ${hex.slice(2).toUpperCase()} (for contactless kernels)`];
  return [...words, ...own].join('; ') || 'nothing supported';
}

/** Terminal capabilities (tag 9F33, 3 bytes) in words. */
export function describeTerminalCapabilities(hex: string): string {
  return listed(hex, TERMINAL_CAPABILITIES, 'none');
}

/** Additional terminal capabilities (tag 9F40, 5 bytes) in words. */
export function describeAdditionalTerminalCapabilities(hex: string): string {
  return listed(hex, ADDITIONAL_TERMINAL_CAPABILITIES, 'none');
}

/** Card transaction qualifiers (tag 9F6C, 2 bytes) in words. */
export function describeCardTransactionQualifiers(hex: string): string {
  return listed(hex, CARD_TRANSACTION_QUALIFIERS, 'nothing asked');
}

/** Card processing requirements of kernel 6 (tag 9F71, 2 bytes) in words; of another kernel nothing. */
export function describeCardProcessingRequirements(hex: string, kernelId?: number | 'contact'): string {
  return kernelId === 6 ? listed(hex, CARD_PROCESSING_REQUIREMENTS, 'nothing required') : '';
}

/** Terminal interchange profile of kernel 5 (tag 9F53, 3 bytes) in words. */
export function describeTerminalInterchange(hex: string): string {
  return listed(hex, TERMINAL_INTERCHANGE_PROFILE, 'nothing supported');
}

/** Terminal compatibility indicator of kernel 5 (tag 9F52, 1 byte) in words. */
export function describeTerminalCompatibility(hex: string): string {
  return listed(hex, TERMINAL_COMPATIBILITY, 'nothing supported');
}

/** Cardholder verification status of kernel 5 (tag 9F50, 1 byte) in words. */
export function describeVerificationStatus(hex: string): string {
  if (!/^[0-9A-F]{2}$/u.test(hex)) return NOT_DECODABLE;
  if (hex.startsWith('3')) return 'verified by the cardholder’s own device';
  return { '00': 'no CVM required', '10': 'signature', '20': 'online PIN' }[hex] ?? 'no meaning assigned';
}

/** Terminal transaction qualifiers (tag 9F66, 4 bytes) in words. */
export function describeTerminalTransactionQualifiers(hex: string, kernelId?: number | 'contact'): string {
  const names = kernelId === 7 ? TERMINAL_QUALIFIERS_OF_KERNEL_7 : TERMINAL_TRANSACTION_QUALIFIERS;
  return listed(hex, names, 'nothing supported');
}

/** Application usage control (tag 9F07, 2 bytes) in words. */
export function describeApplicationUsageControl(hex: string): string {
  return listed(hex, APPLICATION_USAGE_CONTROL, 'valid nowhere');
}

/**
 * Cardholder verification method results (tag 9F34, 3 bytes) in words.
 *
 * @clause EMV 4.4 Book 4, Annex A4
 */
export function describeVerificationMethodResults(hex: string, kernelId?: KernelId): string {
  const [method, condition, result] = [byteAt(hex, 0), byteAt(hex, 1), byteAt(hex, 2)];
  if (hex.length !== 6 || method === undefined || condition === undefined || result === undefined) return NOT_DECODABLE;
  const outcomes: Readonly<Record<number, string>> = { 0: 'unknown', 1: 'failed', 2: 'successful' };
  // After 'no CVM performed' the condition byte has no meaning.
  const when = (method & 0x3f) === 0x3f ? '' : `, ${conditionName(condition)}`;
  const isByDevice = (kernelId === 2 || kernelId === 5 || kernelId === 8) && hex === '010002';
  const byDevice = isByDevice ? ` (in kernel ${kernelId}: verified by the cardholder’s own device)` : '';
  return `${methodName(method)}${when}: ${outcomes[result] ?? `result ${hex.slice(4)}`}${byDevice}`;
}

/** Cardholder verification method list (tag 8E): X, Y and its rules, one text each; empty when it is not decodable. */
export function describeVerificationMethodList(hex: string): readonly string[] {
  if (!isMaskedHex(hex) || hex.includes('*') || hex.length < 20 || (hex.length - 16) % 4 !== 0) return [];
  const amounts = `X = ${Number.parseInt(hex.slice(0, 8), 16)}, Y = ${Number.parseInt(hex.slice(8, 16), 16)}`;
  const rules: string[] = [];
  for (let index = 8; index < hex.length / 2; index += 2) {
    const method = byteAt(hex, index) ?? 0;
    const otherwise = (method & 0x40) === 0 ? 'else fail' : 'else go on';
    rules.push(`${methodName(method)}, ${conditionName(byteAt(hex, index + 1) ?? 0)}, ${otherwise}`);
  }
  return [amounts, ...rules];
}

/**
 * Cryptogram information data (tag 9F27, 1 byte) in words.
 *
 * @clause EMV 4.4 Book 3, table 15
 */
export function describeCryptogramInformation(hex: string): string {
  const byte = byteAt(hex, 0);
  if (byte === undefined || hex.length !== 2) return NOT_DECODABLE;
  const kinds = ['AAC (declined)', 'TC (approved)', 'ARQC (online authorisation requested)', 'reserved'];
  const reasons: Readonly<Record<number, string>> = {
    1: 'service not allowed',
    2: 'PIN try limit exceeded',
    3: 'issuer authentication failed',
  };
  const advice = (byte & 0x08) === 0 ? '' : ', advice required';
  const reason = reasons[byte & 0x07];
  return `${kinds[byte >> 6] ?? 'reserved'}${advice}${reason === undefined ? '' : `, ${reason}`}`;
}

function kernelBits(lowNibble: number, kernelId: KernelId | undefined): readonly string[] {
  if (lowNibble === 0) return [];
  const bits = `byte 5 b4–b1 = ${lowNibble.toString(2).padStart(4, '0')}`;
  if (kernelId === 'contact') return contactBits(lowNibble, bits);
  if (kernelId === undefined) return [`${bits} (meaning depends on the kernel)`];
  if (kernelId !== 2) return [`${bits} (reserved in the books, kernel ${kernelId} may have a meaning of its own)`];
  const protocol = [
    undefined,
    'relay resistance not performed',
    'relay resistance performed',
    'relay resistance reserved',
  ];
  const named = [4, 3].filter((bit) => (lowNibble & (1 << (bit - 1))) !== 0).map((bit) => KERNEL_2_BYTE_5[bit] ?? '');
  const state = protocol[lowNibble & 0x03];
  return state === undefined ? named : [...named, state];
}

/** Behind the contacts two bits are about elliptic curves, and two stay for contactless kernels. */
function contactBits(lowNibble: number, bits: string): readonly string[] {
  const named = [3, 2].filter((bit) => (lowNibble & (1 << (bit - 1))) !== 0).map((bit) => CONTACT_BYTE_5[bit] ?? '');
  return (lowNibble & 0x09) === 0 ? named : [...named, `${bits} (b4 and b1 are reserved for contactless kernels)`];
}

function methodName(byte: number): string {
  return VERIFICATION_METHODS[byte & 0x3f] ?? `method ${(byte & 0x3f).toString(16).toUpperCase().padStart(2, '0')}`;
}

function conditionName(byte: number): string {
  return VERIFICATION_CONDITIONS[byte] ?? `condition ${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}

function listed(hex: string, names: BitNames, none: string): string {
  const words = bitsSet(hex, names);
  if (words === undefined) return NOT_DECODABLE;
  return words.length === 0 ? none : words.join('; ');
}

/** Names of the bits that are set; bits without a name are left out. Undefined when the length is wrong or bytes are hidden. */
export function bitsSet(hex: string, names: BitNames): readonly string[] | undefined {
  if (hex.length !== names.length * 2) return undefined;
  const words: string[] = [];
  for (const [index, bits] of names.entries()) {
    const byte = byteAt(hex, index);
    if (byte === undefined) return undefined;
    for (let bit = 8; bit >= 1; bit -= 1) {
      const name = bits[bit];
      if (name !== undefined && (byte & (1 << (bit - 1))) !== 0) words.push(name);
    }
  }
  return words;
}
