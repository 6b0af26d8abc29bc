import { getProcessingOptionsCommand, statusSuccess } from './application-protocol-data-unit.ts';
import type { CardSession, KernelStop } from './contactless/card-session.ts';
import type { DataObjects } from './data-objects.ts';
import { buildDol, parseDol } from './dol.ts';
import { parsePrimitives, parseTlv } from './tlv.ts';
import type { TlvObject } from './tlv.ts';

/** A card that has begun a transaction. */
export type Initiated =
  | {
      readonly kind: 'initiated';
      /** Values of the PDOL as sent, without template: the card signs them later. */
      readonly processingOptionsData: Uint8Array;
    }
  | KernelStop;

const emvModeMask = 0x80;

/**
 * Initiates application processing: GET PROCESSING OPTIONS with the card's PDOL; interchange profile (82) and file
 * locator (94) go to the data record.
 *
 * @clause EMV 4.4 Book 3, 6.5.8.4 and 10.1: answers in template 80 and 77; both objects must be there.
 * @clause C-2 EMV mode: a card without the EMV mode bit (profile byte 2, bit 8) is a mag-stripe card, which this
 *   kernel does not serve.
 * @reads Every refusal of the command gives way to the next application, not just 6985.
 */
export async function initiate(session: CardSession, data: DataObjects): Promise<Initiated> {
  const list = parseDol(data.get('9F38') ?? new Uint8Array());
  if (list.kind === 'malformed') return { kind: 'ended', reason: 'card-data-error' };
  const processingOptionsData = buildDol(list.entries, (tag) => data.get(tag));
  // The template and its length take up to three of the bytes that a command can carry.
  if (processingOptionsData.length > 252) return { kind: 'ended', reason: 'card-data-error' };
  const answer = await session.transmit(getProcessingOptionsCommand(processingOptionsData));
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord !== statusSuccess)
    return { kind: 'select-next', reason: 'initiation-refused', statusWord: answer.statusWord };
  const objects = processingOptionsObjects(answer.data);
  if (objects === undefined || data.store(objects).kind === 'refused') {
    return { kind: 'ended', reason: 'card-data-error' };
  }
  const profile = data.get('82');
  if (profile === undefined || data.get('94') === undefined) return { kind: 'ended', reason: 'card-data-missing' };
  if (((profile[1] ?? 0) & emvModeMask) === 0) return { kind: 'ended', reason: 'mag-stripe-card' };
  return { kind: 'initiated', processingOptionsData };
}

/** The objects of an answer in either format; undefined when it has neither or is broken. */
export function processingOptionsObjects(answer: Uint8Array): readonly TlvObject[] | undefined {
  const parsed = parseTlv(answer);
  if (parsed.kind === 'malformed') return undefined;
  const [template, ...others] = parsed.objects;
  if (template === undefined || others.length > 0) return undefined;
  if (template.tag === '80') return plainObjects(template.value);
  if (template.tag !== '77') return undefined;
  const inner = parsePrimitives(template.value);
  return inner.kind === 'parsed' ? inner.objects : undefined;
}

/** Format 80: two bytes of profile, then the file locator. */
function plainObjects(value: Uint8Array): readonly TlvObject[] {
  const plain = (tag: string, part: Uint8Array): TlvObject => ({ tag, value: part, encoded: part, valueOffset: 0 });
  return [plain('82', value.slice(0, 2)), plain('94', value.slice(2))];
}
