import type { BookEntry, HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { messagesToHost } from './trace.ts';

/** A reversal of a part says in DE95 what is left, and that is what the merchant keeps; one of the whole has no DE95. */
export const check: Check = {
  name: 'partial-reversal-says-what-is-left',
  clause: 'ISO 8583:1987 DE95',
  proves: ['ISO8583-DE95-1'],
  needs: ['host-message', 'book'],
  judge: (events) => {
    const book = events.findLast((event) => event.kind === 'book' && event.of === 'terminal');
    const entries = book?.kind === 'book' ? book.entries : [];
    const reversals = messagesToHost(events).filter(({ mti }) => /^04[02][01]$/u.test(mti));
    return reversals.flatMap((reversal, place) => {
      const entry = entries.find(({ stan }) => stan === namedBy(reversal));
      const isLast = !reversals.slice(place + 1).some((later) => namedBy(later) === namedBy(reversal));
      return reversal.fields['95'] === undefined
        ? judgeWhole(reversal, entry)
        : judgePart(reversal, isLast ? entry : undefined);
    });
  },
};

/** Trace number of the original, by DE90. */
function namedBy({ fields }: HostMessage): string {
  return fields['90']?.slice(4, 10) ?? '';
}

const standingStates: ReadonlySet<BookEntry['state']> = new Set(['captured', 'held', 'released']);

function judgeWhole(reversal: HostMessage & Recorded, entry: BookEntry | undefined): readonly CheckFinding[] {
  if (entry === undefined) return [];
  return [
    {
      holds: !standingStates.has(entry.state),
      text: 'a reversal without DE95 leaves nothing of its original',
      expected: 'reversed, or not known yet',
      observed: `${entry.state} with ${entry.amountMinor}`,
      eventIndex: reversal.index,
    },
  ];
}

/**
 * @param entry  what the merchant's book has in the end, for the last reversal of a transaction
 * @clause ISO 8583:1987 4.4, data element 95: 12 digits of the transaction, 12 of the settlement, two fees of a sign and 8 digits
 */
function judgePart(reversal: HostMessage & Recorded, entry: BookEntry | undefined): readonly CheckFinding[] {
  const [askedMinor, replacement = ''] = [Number(reversal.fields['4']), reversal.fields['95']];
  const leftMinor = Number(/^(\d{12})\d{12}(?:[CD]\d{8}){2}$/u.exec(replacement)?.[1] ?? Number.NaN);
  const isPart = leftMinor > 0 && leftMinor < askedMinor;
  const isKept = entry === undefined || !standingStates.has(entry.state) || Math.abs(entry.amountMinor) === leftMinor;
  return [
    {
      holds: isPart,
      text: 'DE95 of a reversal leaves a part of the amount',
      expected: `42 characters, an amount between 0 and ${askedMinor}`,
      observed: Number.isNaN(leftMinor) ? `${replacement.length} characters that are none` : String(leftMinor),
      eventIndex: reversal.index,
    },
    {
      holds: isKept,
      text: 'what DE95 leaves is what the merchant keeps',
      expected: entry === undefined ? 'a later reversal says it' : `${entry.state} with ${entry.amountMinor}`,
      observed: String(leftMinor),
      eventIndex: reversal.index,
    },
  ];
}
