/**
 * Replacement amounts: the actual amount of the transaction, and no settlement amount and no fees, as this terminal knows
 * none.
 *
 * @clause ISO 8583:1987 4.4, data element 95: 12 digits of transaction, 12 of settlement, two fees of a sign and 8 digits
 */
export function replacementAmounts(amountMinor: number): string {
  const noFee = `C${'0'.repeat(8)}`;
  return String(amountMinor).padStart(12, '0') + '0'.repeat(12) + noFee + noFee;
}
