import type { TerminalVerificationBit } from './terminal-verification-results.ts';

/**
 * Terminal risk management: the floor limit. All amounts in the same minor unit.
 *
 * @clause C-2 limits: an amount exceeds a limit when it is strictly greater. (EMV 4.4 Book 3, 10.6.1 also counts an
 *   equal one; that rule is the contact kernel's.)
 * @reads Random selection and velocity checking belong to contact transactions.
 */
export function terminalRiskManagement(amounts: {
  readonly amountMinor: number;
  readonly floorLimitMinor: number;
}): readonly TerminalVerificationBit[] {
  return amounts.amountMinor > amounts.floorLimitMinor ? ['floor-limit-exceeded'] : [];
}
