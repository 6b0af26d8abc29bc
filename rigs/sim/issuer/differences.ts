import { toHex } from './bytes.ts';

/** The parts of a message that are told twice: as data elements and inside the chip data. */
export interface ToldOutside {
  readonly amountMinor: number;
  readonly currencyCode: string;
  readonly processingCode: string;
  readonly panSequenceNumber: string | undefined;
  readonly localDate?: string | undefined;
}

/**
 * Names of what the message's own data elements and its chip data tell differently: amount, currency,
 * transaction-type, date, pan-sequence-number. Empty when they agree.
 *
 * @param objects  the data objects of DE 55
 */
export function differencesBetween(outside: ToldOutside, objects: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const inside = (tag: string): string => toHex(objects.get(tag) ?? new Uint8Array());
  const pairs: readonly (readonly [string, string, string | undefined])[] = [
    ['amount', inside('9F02'), String(outside.amountMinor).padStart(12, '0')],
    ['currency', inside('5F2A').slice(1), outside.currencyCode],
    ['transaction-type', inside('9C'), outside.processingCode.slice(0, 2)],
    ['date', inside('9A').slice(2), outside.localDate],
    ['pan-sequence-number', inside('5F34'), outside.panSequenceNumber?.padStart(2, '0').slice(-2)],
  ];
  return pairs.filter(([, found, told]) => told !== undefined && found !== '' && found !== told).map(([name]) => name);
}
