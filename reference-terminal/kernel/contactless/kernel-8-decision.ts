import type { TerminalActionCodes } from '../../configuration.ts';
import type { RequestedAction } from '../action-analysis.ts';
import { fromHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import type { CardholderVerificationMethod } from '../outcome.ts';
import { hasShared, sharedBits } from './kernel-8-results.ts';
import type { Kernel8Bit } from './kernel-8-results.ts';
import type { OutcomeParameters } from './outcome-parameters.ts';

/** Bits that say why in a word of their own; any other denial is the action codes'. The first that matches counts. */
const denialReasons: readonly (readonly [bit: Kernel8Bit, reason: string])[] = [
  ['local-authentication-failed', 'offline-data-authentication-failed'],
  ['local-authentication-not-performed', 'offline-data-authentication-not-performed'],
  ['expired-application', 'expired-application'],
  ['application-not-yet-effective', 'application-not-yet-effective'],
  ['service-not-allowed', 'service-not-allowed'],
  ['cardholder-verification-failed', 'cardholder-verification-failed'],
  ['relay-time-limits-exceeded', 'relay-suspected'],
  ['relay-threshold-exceeded', 'relay-suspected'],
  ['floor-limit-exceeded', 'floor-limit-exceeded'],
];

/** Bit of the interchange profile's second byte: the card may approve by itself. */
const approvesItselfMask = 0x08;

/**
 * Terminal action analysis, before the cryptogram is asked for and again with what the card found out. The card has no action
 * codes in this kernel, and the terminal's default code is not looked at.
 *
 * @param terms.isForcedOnline  only the host may approve this transaction
 * @clause C-8, TAA.1 to TAA.6, as github.com/Digrol/Denom cites them (TerminalKernel8; facts only)
 * @reads The kernel has no bit for a transaction that only the host may approve: it goes online all the same.
 */
export function analyseForKernel8(
  data: DataObjects,
  terms: { readonly codes: TerminalActionCodes; readonly isForcedOnline: boolean },
): RequestedAction {
  const { codes } = terms;
  const denial = fromHex(codes.denialHex);
  if (hasShared(data, denial)) return { requested: 'AAC', denial: denialReason(sharedBits(data, denial)) };
  const isCardOnlineOnly = ((data.get('82')?.[1] ?? 0) & approvesItselfMask) === 0;
  const terminalDigit = (data.get('9F35')?.[0] ?? 0) & 0x0f;
  if (terminalDigit === 1 || terminalDigit === 4) return { requested: 'ARQC' };
  if (terminalDigit === 3 || terminalDigit === 6) {
    return isCardOnlineOnly ? { requested: 'AAC', denial: 'card-wants-its-issuer' } : { requested: 'TC' };
  }
  if (isCardOnlineOnly || terms.isForcedOnline) return { requested: 'ARQC' };
  return { requested: hasShared(data, fromHex(codes.onlineHex)) ? 'ARQC' : 'TC' };
}

function denialReason(matched: readonly Kernel8Bit[]): string {
  return denialReasons.find(([bit]) => matched.includes(bit))?.[1] ?? 'denied-by-action-codes';
}

/** What the kernel makes of the card's decision about its holder. */
export interface VerificationDecided {
  readonly method: CardholderVerificationMethod;
  /** Tag 9F34. */
  readonly resultsHex: string;
  readonly bits: readonly Kernel8Bit[];
  readonly parameter: OutcomeParameters['cardholderVerification'];
}

/** Card's decision (tag 9F8102), and the bit of the terminal's offer (tag 9F1D byte 1) that it must be among. */
const decisions: ReadonlyMap<number, VerificationDecided & { readonly offer: number }> = new Map([
  [0x00, { offer: 0x08, method: 'none', resultsHex: '1F0002', bits: [], parameter: 'no-cvm' }],
  [0x01, { offer: 0x20, method: 'signature', resultsHex: '1E0000', bits: [], parameter: 'obtain-signature' }],
  [0x03, { offer: 0x04, method: 'device', resultsHex: '010002', bits: [], parameter: 'confirmation-code-verified' }],
  [
    0x02,
    {
      offer: 0x40,
      method: 'online-pin',
      resultsHex: '020000',
      bits: ['online-verification-captured'],
      parameter: 'online-pin',
    },
  ],
]);
const notApplicable: VerificationDecided = {
  method: 'none',
  resultsHex: '3F0000',
  bits: [],
  parameter: 'not-applicable',
};
const notSuccessful: VerificationDecided = {
  method: 'failed',
  resultsHex: '3F0001',
  bits: ['cardholder-verification-failed'],
  parameter: 'not-applicable',
};

/**
 * The card decides how its holder is verified, out of what the terminal offered; the terminal does that and nothing else. A
 * decision for something that was not offered, or that the card says has failed, is no verification.
 *
 * @clause C-8 3.8; 29.25 to 29.42, as github.com/Digrol/Denom cites them (TerminalKernel8, CVD; facts only)
 */
export function takeDecision(data: Pick<DataObjects, 'get'>): VerificationDecided {
  const decided = data.get('9F8102')?.[0] ?? 0xff;
  if (decided === 0x0f) return notApplicable;
  const found = decisions.get(decided);
  const isOffered = found !== undefined && ((data.get('9F1D')?.[0] ?? 0) & found.offer) !== 0;
  return isOffered ? found : notSuccessful;
}
