import { sameBytes, toHex } from '../bytes.ts';
import type { CardholderVerificationList, CardholderVerificationRule } from '../cardholder-verification.ts';
import type { DataObjects } from '../data-objects.ts';

/** Methods of a cardholder verification rule, low six bits. */
export const verificationMethods = {
  fail: 0x00,
  plaintextPin: 0x01,
  onlinePin: 0x02,
  plaintextPinAndSignature: 0x03,
  encipheredPin: 0x04,
  encipheredPinAndSignature: 0x05,
  signature: 0x1e,
  none: 0x1f,
} as const;

/**
 * Whether a method is that of a face, finger, palm, iris or voice, to the card or to the host. This terminal has no means
 * to take any of them; it has to know them all the same.
 *
 * @clause EMV 4.4 Book 3, C3 table 43; Book 4, 6.3.4
 */
export function isBiometric(method: number): boolean {
  return method >= 0x06 && method <= 0x0f;
}

type Data = Pick<DataObjects, 'get'>;

const methodMask = 0x3f;
const cashType = 0x01;
const cashbackType = 0x09;
/** Low digit of the terminal type: nobody attends. */
const unattendedDigits: ReadonlySet<number> = new Set([4, 5, 6]);
/** Terminal capabilities (9F33), byte 2. */
export const capability = {
  plaintextPin: 0x80,
  onlinePin: 0x40,
  signature: 0x20,
  encipheredPin: 0x10,
  none: 0x08,
  pinByCurve: 0x01,
} as const;
const anyOfflinePin = capability.plaintextPin | capability.encipheredPin | capability.pinByCurve;
/** The capabilities one of which the PIN of a method takes, for the terminal to have a PIN pad for it. */
const pinCapabilities: ReadonlyMap<number, number> = new Map([
  [verificationMethods.plaintextPin, anyOfflinePin],
  [verificationMethods.onlinePin, capability.onlinePin],
  [verificationMethods.plaintextPinAndSignature, anyOfflinePin],
  [verificationMethods.encipheredPin, anyOfflinePin],
  [verificationMethods.encipheredPinAndSignature, anyOfflinePin],
]);

/**
 * Whether a rule applies to this transaction. A condition that is not known, or whose data are missing, does not.
 *
 * @clause EMV 4.4 Book 3, 10.5 and C3 table 44
 * @reads "Under" and "over" leave the amount itself out.
 */
export function isConditionMet(
  rule: CardholderVerificationRule,
  list: CardholderVerificationList,
  data: Data,
): boolean {
  switch (rule.condition) {
    case 0x00:
      return true;
    case 0x01:
      return isCash(data) && isUnattended(data);
    case 0x02:
      return !isCash(data) && !hasCashback(data);
    case 0x03:
      return isMethodSupported(rule.method & methodMask, data);
    case 0x04:
      return isCash(data) && !isUnattended(data);
    case 0x05:
      return hasCashback(data);
    default:
      return isAmountConditionMet(rule.condition, list, data);
  }
}

function isAmountConditionMet(condition: number, list: CardholderVerificationList, data: Data): boolean {
  const cardCurrency = data.get('9F42');
  const currency = data.get('5F2A');
  if (cardCurrency === undefined || currency === undefined || !sameBytes(cardCurrency, currency)) return false;
  const amount = decimalOf(data.get('9F02'));
  switch (condition) {
    case 0x06:
      return amount < list.amountX;
    case 0x07:
      return amount > list.amountX;
    case 0x08:
      return amount < list.amountY;
    case 0x09:
      return amount > list.amountY;
    default:
      return false;
  }
}

/** @clause EMV 4.4 Book 4, A2 (terminal capabilities, byte 2); a combination needs both of its parts. */
export function isMethodSupported(method: number, data: Data): boolean {
  const held = data.get('9F33')?.[1] ?? 0;
  const has = (mask: number): boolean => (held & mask) === mask;
  const takesEnciphered = has(capability.encipheredPin) || has(capability.pinByCurve);
  switch (method) {
    case verificationMethods.fail:
      return true;
    case verificationMethods.plaintextPin:
      return has(capability.plaintextPin);
    case verificationMethods.onlinePin:
      return has(capability.onlinePin);
    case verificationMethods.plaintextPinAndSignature:
      return has(capability.plaintextPin | capability.signature);
    case verificationMethods.encipheredPin:
      return takesEnciphered;
    case verificationMethods.encipheredPinAndSignature:
      return takesEnciphered && has(capability.signature);
    case verificationMethods.signature:
      return has(capability.signature);
    case verificationMethods.none:
      return has(capability.none);
    default:
      return false;
  }
}

/**
 * Whether a method needs a PIN, for the card or for the host, and this terminal takes none of that kind whatever its form.
 *
 * @clause EMV 4.4 Book 3, 10.5.1 (with its note: one form of offline PIN is enough) and 10.5.2
 */
export function lacksPinEntry(method: number, data: Data): boolean {
  const needed = pinCapabilities.get(method);
  return needed !== undefined && ((data.get('9F33')?.[1] ?? 0) & needed) === 0;
}

function isCash(data: Data): boolean {
  return data.get('9C')?.[0] === cashType;
}

function hasCashback(data: Data): boolean {
  return !isCash(data) && (data.get('9C')?.[0] === cashbackType || decimalOf(data.get('9F03')) > 0);
}

function isUnattended(data: Data): boolean {
  return unattendedDigits.has((data.get('9F35')?.[0] ?? 0) & 0x0f);
}

function decimalOf(amount: Uint8Array | undefined): number {
  return Number(toHex(amount ?? new Uint8Array(6)));
}
