import { byteAt, sameBytes, toUnsigned } from './bytes.ts';
import type { DataObjects } from './data-objects.ts';
import type { TransactionData } from './outcome.ts';
import type { TerminalVerificationBit } from './terminal-verification-results.ts';

/** One rule of a list: what to do, and when. */
export interface CardholderVerificationRule {
  /** Low six bits: the method. Bit 7: go on with the next rule if this one fails. */
  readonly method: number;
  readonly condition: number;
}

/** A cardholder verification method list (tag 8E). Amounts are in the card's currency, minor unit. */
export interface CardholderVerificationList {
  readonly amountX: number;
  readonly amountY: number;
  readonly rules: readonly CardholderVerificationRule[];
}

/** What cardholder verification came to. `results` is tag 9F34. */
export type CardholderVerification =
  | {
      readonly kind: 'processed';
      readonly performed: boolean;
      readonly method: TransactionData['cardholderVerification'];
      readonly results: Uint8Array;
      readonly bits: readonly TerminalVerificationBit[];
    }
  | { readonly kind: 'malformed' };

const methodMask = 0x3f;
const continuesMask = 0x40;
const profileMask = 0x10;
const methods = {
  fail: 0x00,
  plaintextPin: 0x01,
  onlinePin: 0x02,
  plaintextPinAndSignature: 0x03,
  encipheredPin: 0x04,
  encipheredPinAndSignature: 0x05,
  signature: 0x1e,
  none: 0x1f,
} as const;
const knownMethods: readonly number[] = Object.values(methods);
const resultByte = { unknown: 0x00, failed: 0x01, successful: 0x02 } as const;

/**
 * Chooses and, where that needs no cardholder, performs the verification method. Up to the CVM required limit the
 * terminal capabilities (tag 9F33) offer "no CVM" and nothing else, so the list can lead to nothing else.
 *
 * @clause EMV 4.4 Book 3, 10.5 and C3; Book 4, 6.3.4.5 (tag 9F34); C-2 CVM selection
 * @reads Over contactless a PIN is never sent to the card: the offline PIN methods are known but not supported. As in
 *   C-2 a PIN that the terminal can't take sets no bit of its own, unlike in a contact transaction.
 */
export function verifyCardholder(data: DataObjects): CardholderVerification {
  const profile = data.get('82')?.[0] ?? 0;
  if ((profile & profileMask) === 0) return notPerformed([]);
  const encodedList = data.get('8E');
  if (encodedList === undefined) return notPerformed(['card-data-missing']);
  const list = parseCardholderVerificationList(encodedList);
  if (list === undefined) return { kind: 'malformed' };
  if (list.rules.length === 0) return notPerformed([]);
  return processRules(list, data);
}

/**
 * Parses tag 8E; undefined when it is shorter than its two amounts or ends inside a rule.
 *
 * @clause EMV 4.4 Book 3, 10.5
 */
export function parseCardholderVerificationList(bytes: Uint8Array): CardholderVerificationList | undefined {
  if (bytes.length < 8 || bytes.length % 2 !== 0) return undefined;
  const rules: CardholderVerificationRule[] = [];
  for (let offset = 8; offset < bytes.length; offset += 2) {
    rules.push({ method: byteAt(bytes, offset), condition: byteAt(bytes, offset + 1) });
  }
  return { amountX: toUnsigned(bytes.subarray(0, 4)), amountY: toUnsigned(bytes.subarray(4, 8)), rules };
}

function processRules(list: CardholderVerificationList, data: DataObjects): CardholderVerification {
  const bits: TerminalVerificationBit[] = [];
  for (const rule of list.rules) {
    if (!isConditionMet(rule, list, data)) continue;
    const method = rule.method & methodMask;
    if (method !== methods.fail && isSupported(method, data)) return performed(rule, bits);
    if (!knownMethods.includes(method)) bits.push('unrecognised-cardholder-verification-method');
    if (method === methods.fail) return failed([rule.method, rule.condition], bits);
    if ((rule.method & continuesMask) === 0) break;
  }
  return failed([0x3f, 0x00], bits);
}

/** @clause EMV 4.4 Book 3, C3 table 44 */
function isConditionMet(
  rule: CardholderVerificationRule,
  list: CardholderVerificationList,
  data: DataObjects,
): boolean {
  switch (rule.condition) {
    case 0x00:
    // Not cash and no cashback: true of every transaction of this terminal.
    case 0x02:
      return true;
    case 0x03:
      return isSupported(rule.method & methodMask, data);
    case 0x06:
      return isInCardCurrency(data) && amountOf(data) < list.amountX;
    case 0x07:
      return isInCardCurrency(data) && amountOf(data) > list.amountX;
    case 0x08:
      return isInCardCurrency(data) && amountOf(data) < list.amountY;
    case 0x09:
      return isInCardCurrency(data) && amountOf(data) > list.amountY;
    default:
      return false;
  }
}

/** @clause EMV 4.4 Book 4, A2 (terminal capabilities, byte 2) */
function isSupported(method: number, data: DataObjects): boolean {
  const capabilities = data.get('9F33')?.[1] ?? 0;
  switch (method) {
    case methods.fail:
      return true;
    case methods.onlinePin:
      return (capabilities & 0x40) !== 0;
    case methods.signature:
      return (capabilities & 0x20) !== 0;
    case methods.none:
      return (capabilities & 0x08) !== 0;
    default:
      return false;
  }
}

function performed(rule: CardholderVerificationRule, bits: readonly TerminalVerificationBit[]): CardholderVerification {
  const outcome = (
    method: TransactionData['cardholderVerification'],
    result: number,
    further: readonly TerminalVerificationBit[],
  ): CardholderVerification => ({
    kind: 'processed',
    performed: true,
    method,
    results: Uint8Array.of(rule.method, rule.condition, result),
    bits: [...bits, ...further],
  });
  switch (rule.method & methodMask) {
    case methods.onlinePin:
      return outcome('online-pin', resultByte.unknown, ['online-verification-captured']);
    case methods.signature:
      return outcome('signature', resultByte.unknown, []);
    default:
      return outcome('none', resultByte.successful, []);
  }
}

function failed(
  rule: readonly [method: number, condition: number],
  bits: readonly TerminalVerificationBit[],
): CardholderVerification {
  return {
    kind: 'processed',
    performed: true,
    method: 'failed',
    results: Uint8Array.of(...rule, resultByte.failed),
    bits: [...bits, 'cardholder-verification-failed'],
  };
}

function notPerformed(bits: readonly TerminalVerificationBit[]): CardholderVerification {
  return { kind: 'processed', performed: false, method: 'none', results: Uint8Array.of(0x3f, 0x00, 0x00), bits };
}

function isInCardCurrency(data: DataObjects): boolean {
  const cardCurrency = data.get('9F42');
  const currency = data.get('5F2A');
  return cardCurrency !== undefined && currency !== undefined && sameBytes(cardCurrency, currency);
}

function amountOf(data: DataObjects): number {
  return Number(Buffer.from(data.get('9F02') ?? new Uint8Array(6)).toString('hex'));
}
