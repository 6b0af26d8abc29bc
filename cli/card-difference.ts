import { describeCommand, learnFrom, type ApduReading } from '#reports/decode/apdu.ts';
import { createMask, type Mask } from '#rigs/mask.ts';
import { clauseOfBits, clauseOfCommand, clauseOfObject } from './difference-clauses.table.ts';
import type { RecordedExchange } from './vectors/recorded-trace.ts';

/** The first command in which two terminals are not the same. */
export interface FirstDifference {
  /** What the other terminal sent. */
  readonly recordedHex: string;
  /** What ours sends. */
  readonly sentHex: string;
}

/**
 * Explains a difference in the terms of the books: which data object of the command it is, what each terminal says with it,
 * and the clause that decides who is right. The card's lists, learnt from the recording, take the commands apart.
 */
export function explainDifference(
  { recordedHex, sentHex }: FirstDifference,
  exchanges: readonly RecordedExchange[],
): readonly string[] {
  const { reading, mask } = learnt(exchanges, recordedHex);
  const [recorded, sent] = [recordedHex, sentHex].map((hex) => describeCommand(mask.command(bytesOf(hex)), reading));
  if (recorded === undefined || sent === undefined) return [];
  if (recordedHex.slice(0, 4) !== sentHex.slice(0, 4)) {
    return [
      `recorded: ${recorded.title} (${clauseOfCommand(recordedHex)})`,
      `ours:     ${sent.title} (${clauseOfCommand(sentHex)})`,
    ];
  }
  const title =
    recorded.title === sent.title
      ? []
      : [`recorded: ${recorded.title}; ours: ${sent.title} (${clauseOfCommand(recordedHex)})`];
  const objects = recorded.rows.flatMap((row, index) => {
    const own = sent.rows[index];
    if (own === undefined || own.label !== row.label || own.value === row.value) return [];
    return [objectWords({ label: row.label, recorded: row, own }, mask)];
  });
  return [...title, ...objects];
}

interface Said {
  readonly value: string;
  readonly meaning?: string;
}

function objectWords(
  difference: { readonly label: string; readonly recorded: Said; readonly own: Said },
  mask: Mask,
): string {
  const { label, recorded, own } = difference;
  const [tag = ''] = label.split(' ');
  const clause = tag === '95' ? clauseOfBits(recorded.value, own.value) : clauseOfObject(tag);
  return `${label}: recorded ${said(tag, recorded, mask)}; ours ${said(tag, own, mask)} (${clause})`;
}

/** A list may ask for anything, the account number too: only objects that are declared harmless are shown. */
function said(tag: string, { value, meaning }: Said, mask: Mask): string {
  const shown = mask.fact(tag, value);
  return shown !== value || meaning === undefined || meaning === '' ? shown : `${shown}, ${meaning}`;
}

/** What the card had told by the time of that command; the mask knows the accounts of the whole recording. */
function learnt(
  exchanges: readonly RecordedExchange[],
  untilHex: string,
): { readonly reading: ApduReading; readonly mask: Mask } {
  const mask = createMask();
  const answers = exchanges.map(({ response }) => mask.response(response));
  let reading: ApduReading = { kernelId: 'contact' };
  for (const [index, { command }] of exchanges.entries()) {
    if (Buffer.from(command).toString('hex').toUpperCase() === untilHex) break;
    reading = learnFrom(answers[index] ?? '', reading, 'contact');
  }
  return { reading, mask };
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex, 'hex'));
}
