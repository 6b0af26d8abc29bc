import { toHex } from '../kernel/bytes.ts';

/**
 * The account number of a transaction as a report may show it: first six and last four digits.
 *
 * @param objects  the kernel's data objects; tag 5A, or tag 57 where a card sent no 5A
 * @returns undefined when no account number of 12 to 19 digits is there
 * @clause PCI DSS 4.0.1 3.4.1
 */
export function maskedPan(objects: ReadonlyMap<string, Uint8Array>): string | undefined {
  const pan = panOf(objects);
  return pan === undefined ? undefined : pan.slice(0, 6) + '*'.repeat(pan.length - 10) + pan.slice(-4);
}

/** The account number as a receipt may show it: last four digits, the rest `*`. */
export function truncatedPan(objects: ReadonlyMap<string, Uint8Array>): string | undefined {
  const pan = panOf(objects);
  return pan === undefined ? undefined : '*'.repeat(pan.length - 4) + pan.slice(-4);
}

function panOf(objects: ReadonlyMap<string, Uint8Array>): string | undefined {
  const value = objects.get('5A') ?? objects.get('57');
  return value === undefined ? undefined : /^([0-9]{12,19})(?:F?$|D)/.exec(toHex(value))?.[1];
}
