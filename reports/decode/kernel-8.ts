import { NOT_DECODABLE, byteAt } from './decoded.ts';
import { bitsSet } from './bits.ts';
import type { BitNames } from './bits.table.ts';

/*
 * What kernel 8 (Book C-8) has of its own. The book is not to be had without a licence: names and places of bits are those that a
 * public implementation of its version 1.1 cites (github.com/Digrol/Denom, TagKernel8, TVR, TRMD, CVD; facts only).
 */

/** Tag 95 as kernel 8 has it; byte 5 b2 and b1 are told apart below. */
const VERIFICATION_RESULTS: BitNames = [
  { 8: 'local authentication was not performed', 3: 'local authentication failed' },
  {
    8: 'card and terminal have different application versions',
    7: 'expired application',
    6: 'application not yet effective',
    5: 'requested service not allowed for card product',
  },
  { 8: 'cardholder verification was not successful', 3: 'online CVM captured' },
  { 8: 'transaction exceeds floor limit' },
  {
    8: 'kernel 8 processing and format',
    7: 'card and terminal name the application differently',
    4: 'relay resistance threshold exceeded',
    3: 'relay resistance time limits exceeded',
    2: 'relay resistance performed',
    1: 'relay resistance not performed',
  },
];

const INTERCHANGE_PROFILE: BitNames = [
  { 1: 'local authentication supported' },
  { 4: 'approval without the issuer possible', 1: 'relay resistance supported' },
];

const RISK_MANAGEMENT_DATA: BitNames = [
  { 7: 'online PIN', 6: 'signature', 4: 'no CVM required', 3: 'device verification' },
  {
    8: 'CVM limit exceeded',
    7: 'contact: online PIN',
    6: 'contact: signature',
    5: 'contact: enciphered offline PIN',
    4: 'contact: no CVM required',
    3: 'contact: device verification',
    2: 'contact: plaintext offline PIN',
  },
  {},
  { 8: 'bypass of device verification requested', 7: 'exempt from strong authentication' },
  {},
  {},
  {},
  {},
];

const DECISIONS: Readonly<Record<string, string>> = {
  '00': 'no CVM required',
  '01': 'signature',
  '02': 'online PIN',
  '03': 'verified by the cardholder’s own device',
  '0F': 'not applicable',
  FF: 'cardholder verification failed',
};

const CHANNEL_SUITES: Readonly<Record<string, string>> = { '00': 'P-256, SHA-256, AES' };
const CERTIFICATE_SUITES: Readonly<Record<string, string>> = { '01': 'RSA', '10': 'EC-SDSA with P-256' };

/** @clause C-8 A.1.131 (tags 95 and 9F8104) */
export function describeKernel8Results(hex: string): string {
  return listed(hex, VERIFICATION_RESULTS, 'nothing noted');
}

/** @clause C-8 A.1.14 (tag 82) */
export function describeKernel8Profile(hex: string): string {
  const words = bitsSet(hex, INTERCHANGE_PROFILE);
  const copy = ['', 'MAC of issuer data at the default offset', 'MAC of issuer data at the card’s offset', ''];
  const own = copy[((byteAt(hex, 1) ?? 0) >> 1) & 3] ?? '';
  if (words === undefined) return NOT_DECODABLE;
  return [...words, ...(own === '' ? [] : [own])].join('; ') || 'nothing supported';
}

/** @clause C-8 A.1.129 (tag 9F1D) */
export function describeKernel8RiskData(hex: string): string {
  return listed(hex, RISK_MANAGEMENT_DATA, 'nothing');
}

/** @clause C-8 A.1.25 (tag 9F8102) */
export function describeVerificationDecision(hex: string): string {
  return DECISIONS[hex] ?? (hex.length === 2 ? 'reserved' : NOT_DECODABLE);
}

/** Version, flags, suite of the channel, suites for certificates. @clause C-8 A.1.80 (tag 9F2B) */
export function describeKernelQualifier(hex: string): string {
  const [version, flags] = [byteAt(hex, 0), byteAt(hex, 1)];
  if (hex.length !== 16 || version === undefined || flags === undefined) return NOT_DECODABLE;
  return [
    `version ${version}`,
    (flags & 0x80) === 0 ? 'no local authentication' : 'local authentication',
    `channel: ${CHANNEL_SUITES[hex.slice(4, 6)] ?? hex.slice(4, 6)}`,
    `certificates: ${suites(hex.slice(6, 12), CERTIFICATE_SUITES)}`,
  ].join('; ');
}

/** Version, suites of the channel that the card has, flags. @clause C-8 A.1.29 (tag 9F2C) */
export function describeCardQualifier(hex: string): string {
  const [version, flags] = [byteAt(hex, 0), byteAt(hex, 4)];
  if (hex.length !== 14 || version === undefined || flags === undefined) return NOT_DECODABLE;
  const fieldOff = (flags & 0x80) === 0 ? [] : ['wants the field off afterwards'];
  return [`version ${version}`, `channel: ${suites(hex.slice(2, 8), CHANNEL_SUITES)}`, ...fieldOff].join('; ');
}

/** @clause C-8 A.1.28 (tag 9F8103), on P-256 */
export function describeCardKeyData(hex: string): string {
  return hex.length === 128 ? 'x of the blinded key (32), enciphered blinding factor (32)' : '';
}

/** @clause C-8 A.1.79 (tag 9E), on P-256 */
export function describeKernelKeyData(hex: string): string {
  return hex.length === 128 ? 'x (32) and y (32) of the kernel’s key for this transaction' : '';
}

/** @clause C-8 A.1.77 (tag 9F8209) */
export function describeKernel8Configuration(hex: string): string {
  return listed(
    hex,
    [{ 6: 'RSA certificates', 5: 'relay resistance', 4: 'failed local authentication is told in the results' }, {}],
    'nothing',
  );
}

function suites(hex: string, names: Readonly<Record<string, string>>): string {
  const each = (hex.match(/../gu) ?? []).filter((suite) => suite !== 'FF');
  return each.map((suite) => names[suite] ?? suite).join(', ') || 'none';
}

function listed(hex: string, names: BitNames, none: string): string {
  const words = bitsSet(hex, names);
  return words === undefined ? NOT_DECODABLE : words.join('; ') || none;
}
