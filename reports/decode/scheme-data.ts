import { bitsSet } from './bits.ts';
import type { KernelId } from './data-object.ts';
import { NOT_DECODABLE, asciiOf, byteAt } from './decoded.ts';
import {
  DEVICE_TYPES,
  ENHANCED_READER_CAPABILITIES,
  FORM_FACTORS,
  FORM_FACTOR_FEATURES,
  MCHIP_VERIFICATION_RESULTS,
  VISA_VERIFICATION_RESULTS,
} from './scheme-bits.table.ts';

/**
 * Tag 9F6E in words: three brands use one tag for three things. Without a kernel every reading that fits is told.
 *
 * @clause Contactless Books C-2, C-3 and C-4, Annex A
 */
export function describeFormFactor(hex: string, kernelId?: KernelId): string {
  const readings: Readonly<Record<number, string | undefined>> = {
    2: thirdPartyData(hex),
    3: formFactorIndicator(hex),
    4: enhancedReaderCapabilities(hex),
  };
  if (typeof kernelId === 'number') return readings[kernelId] ?? NOT_DECODABLE;
  const fitting = Object.entries(readings).flatMap(([kernel, words]) =>
    words === undefined ? [] : [`in kernel ${kernel}: ${words}`],
  );
  return fitting.length === 0 ? NOT_DECODABLE : fitting.join(' · ');
}

/** Key, version and results of every known layout lie in the first eight bytes; the mask may hide what is behind them. */
const headDigits = 16;

/**
 * Issuer application data (tag 9F10) in words: which format it has, its cryptogram version and key, and the card
 * verification results bit by bit where that format is known.
 *
 * @reads The books leave the content to the issuer. Formats are told apart by length and first byte, as the two brands
 *   and the common core definitions have them.
 * @clause EMV 4.4 Book 3, Annex C7 (common core definitions)
 */
export function describeIssuerApplicationData(hex: string, kernelId?: KernelId): string {
  const length = hex.length / 2;
  const first = byteAt(hex, 0);
  if (first === undefined) return NOT_DECODABLE;
  if (hex.slice(0, headDigits).includes('*')) return 'its beginning could be an account number and is hidden';
  if (length === 32 && first === 0x0f && byteAt(hex, 16) === 0x0f) return commonCore(hex);
  if (first === 0x06 && length >= 7) return visaShort(hex);
  if (first === 0x1f && length === 32)
    return `format 2, ${versionAndKey(hex, 1, 2)}, card verification results ${hex.slice(6, 16)}`;
  const isChipAdvance = [18, 20, 26, 28].includes(length) || (kernelId === 2 && length >= 8);
  return isChipAdvance ? mchip(hex) : 'format of the issuer';
}

function thirdPartyData(hex: string): string | undefined {
  const length = hex.length / 2;
  const identifier = byteAt(hex, 2);
  if (length < 5 || length > 32 || identifier === undefined) return undefined;
  const country = `country ${hex.slice(0, 4)}, unique identifier ${hex.slice(4, 8)}`;
  if ((identifier & 0x80) !== 0) return `third party data, ${country}`;
  const type = asciiOf(hex.slice(8, 12));
  const named = type === undefined ? undefined : DEVICE_TYPES[type];
  return `third party data, ${country}, device type ${named ?? hex.slice(8, 12)}`;
}

function formFactorIndicator(hex: string): string | undefined {
  const [first, last] = [byteAt(hex, 0), byteAt(hex, 3)];
  const features = bitsSet(hex.slice(2, 4), FORM_FACTOR_FEATURES);
  if (hex.length !== 8 || first === undefined || last === undefined || features === undefined) return undefined;
  const form = FORM_FACTORS[first & 0x1f] ?? `form factor ${first & 0x1f}`;
  const technology = (last & 0x0f) === 0 ? 'proximity (ISO/IEC 14443)' : `technology ${last & 0x0f}`;
  return [`form factor indicator version ${first >> 5}: ${form}`, ...features, technology].join('; ');
}

function enhancedReaderCapabilities(hex: string): string | undefined {
  const words = hex.length === 8 ? bitsSet(hex.slice(0, 6), ENHANCED_READER_CAPABILITIES) : undefined;
  return words === undefined ? undefined : `enhanced reader capabilities: ${words.join('; ')}`;
}

function versionAndKey(hex: string, versionAt: number, keyAt: number): string {
  const [version, key] = [byteAt(hex, versionAt) ?? 0, byteAt(hex, keyAt) ?? 0];
  const name = version.toString(16).toUpperCase().padStart(2, '0');
  return `cryptogram version ${name} (${version}), derivation key ${key}`;
}

function commonCore(hex: string): string {
  return `common core definitions: ${versionAndKey(hex, 1, 2)}, card verification results ${hex.slice(6, 16)}`;
}

/** Length 06, derivation key, version, then 03 and three bytes of results. */
function visaShort(hex: string): string {
  const head = `format 1: ${versionAndKey(hex, 2, 1)}`;
  const results = hex.slice(8, 14);
  const words = byteAt(hex, 3) === 3 ? bitsSet(results, VISA_VERIFICATION_RESULTS) : undefined;
  if (words === undefined) return head;
  const scripts = (byteAt(results, 2) ?? 0) >> 4;
  const counted = scripts === 0 ? [] : [`${scripts} script commands`];
  return [head, ...cryptogramsGiven(byteAt(results, 0) ?? 0), ...words, ...counted].join('; ');
}

function mchip(hex: string): string {
  const head = `chip application of kernel 2's brand: ${versionAndKey(hex, 1, 0)}`;
  const results = hex.slice(4, 16);
  const words = bitsSet(results, MCHIP_VERIFICATION_RESULTS);
  if (words === undefined) return head;
  const counters = byteAt(results, 2) ?? 0;
  const counted = [`script counter ${counters >> 4}`, `PIN try counter ${counters & 0x0f}`];
  return [head, ...cryptogramsGiven(byteAt(results, 0) ?? 0), ...words, ...counted].join('; ');
}

/** The two upper pairs of bits of the first byte of the results: what the card gave to the second and the first request. */
function cryptogramsGiven(byte: number): readonly string[] {
  const kinds = ['AAC', 'TC', 'ARQC', 'reserved'];
  const second = byte >> 6;
  const secondWords =
    second === 2 ? 'second GENERATE AC not requested' : `${kinds[second] ?? ''} in second GENERATE AC`;
  return [`${kinds[(byte >> 4) & 3] ?? ''} in first GENERATE AC`, secondWords];
}
