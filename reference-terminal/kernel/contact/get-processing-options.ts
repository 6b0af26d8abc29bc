import { getProcessingOptionsCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import type { CardSession, KernelStop } from '../contactless/card-session.ts';
import type { DataObjects } from '../data-objects.ts';
import { buildDol, parseDol } from '../dol.ts';
import { parsePrimitives, parseTlv } from '../tlv.ts';
import type { TlvObject } from '../tlv.ts';

/** A card that has begun a transaction; the values of the PDOL as sent, which the card signs later. */
export type ProcessingBegun = { readonly kind: 'initiated'; readonly processingOptionsData: Uint8Array } | KernelStop;

const statusConditionsNotSatisfied = 0x6985;
const plainAnswerBytesMin = 6;

/**
 * Initiates application processing of a contact transaction.
 *
 * @clause EMV 4.4 Book 3, 10.1: 6985 leads back to application selection, every other status but 9000 ends the
 *   transaction; 6.5.8.4: template 80 or 77 with profile (82) and file locator (94).
 */
export async function beginProcessing(session: CardSession, data: DataObjects): Promise<ProcessingBegun> {
  const list = parseDol(data.get('9F38') ?? new Uint8Array());
  if (list.kind === 'malformed') return { kind: 'ended', reason: 'card-data-error' };
  const processingOptionsData = buildDol(list.entries, (tag) => data.get(tag));
  // The template and its length take up to three of the bytes that a command can carry.
  if (processingOptionsData.length > 252) return { kind: 'ended', reason: 'card-data-error' };
  const answer = await session.transmit(getProcessingOptionsCommand(processingOptionsData));
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord === statusConditionsNotSatisfied) return { kind: 'select-next', reason: 'initiation-refused' };
  if (answer.statusWord !== statusSuccess) return { kind: 'ended', reason: 'card-status-error' };
  const objects = processingOptions(answer.data);
  if (objects === undefined || data.store(objects).kind === 'refused') {
    return { kind: 'ended', reason: 'card-data-error' };
  }
  if (data.get('82') === undefined || data.get('94') === undefined) {
    return { kind: 'ended', reason: 'card-data-missing' };
  }
  return { kind: 'initiated', processingOptionsData };
}

/** The objects of an answer in either format; undefined when it has neither or is broken. */
function processingOptions(answer: Uint8Array): readonly TlvObject[] | undefined {
  const parsed = parseTlv(answer);
  const [template, ...others] = parsed.kind === 'parsed' ? parsed.objects : [];
  if (template === undefined || others.length > 0) return undefined;
  if (template.tag === '80') return plainOptions(template.value);
  if (template.tag !== '77') return undefined;
  const inner = parsePrimitives(template.value);
  return inner.kind === 'parsed' ? inner.objects : undefined;
}

/** Format 80: two bytes of profile, then whole entries of the file locator. */
function plainOptions(value: Uint8Array): readonly TlvObject[] | undefined {
  if (value.length < plainAnswerBytesMin || (value.length - 2) % 4 !== 0) return undefined;
  const plain = (tag: string, part: Uint8Array): TlvObject => ({ tag, value: part, encoded: part, valueOffset: 0 });
  return [plain('82', value.slice(0, 2)), plain('94', value.slice(2))];
}
