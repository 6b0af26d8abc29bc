import { getProcessingOptionsCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import type { DataObjects } from '../data-objects.ts';
import { buildDol, parseDol } from '../dol.ts';
import { processingOptionsObjects } from '../initiate.ts';
import type { TlvObject } from '../tlv.ts';
import type { CardSession } from './card-session.ts';
import type { KernelResult } from './kernel-result.ts';

const status = { contactWanted: 0x69_84, selectNext: 0x69_85, deviceWanted: 0x69_86 } as const;
/** How long the message to look at the own device stays, and the field off. */
const seePhoneMs = 1300;
/** The template and its length take up to three of the bytes that a command can carry. */
const optionsBytesMax = 252;

/** A card that has given its cryptogram: what it was asked with, and the objects of its answer. */
export interface QuickInitiated {
  readonly kind: 'initiated';
  /** Values of the PDOL as sent, without template. */
  readonly processingOptionsData: Uint8Array;
  readonly objects: readonly TlvObject[];
}

/**
 * Initiates application processing as kernel 3 has it.
 *
 * @clause C-3 5.2.2.2: 6984 sends the card to another interface, 6985 gives way to the next application, 6986 sends the
 *   cardholder to the own device and starts anew at polling; every other refusal ends the application.
 */
export function initiateKernel3(session: CardSession, data: DataObjects): Promise<QuickInitiated | KernelResult> {
  return initiateQuick(session, data, refusal);
}

/**
 * Initiates application processing. In its answer the card gives everything: profile, cryptogram, issuer data, its
 * qualifiers, and a file locator only if there are records to read.
 *
 * @param refused  what a status word other than 9000 comes to
 * @clause C-3 5.2
 */
export async function initiateQuick(
  session: CardSession,
  data: DataObjects,
  refused: (statusWord: number) => KernelResult,
): Promise<QuickInitiated | KernelResult> {
  const list = parseDol(data.get('9F38') ?? new Uint8Array());
  if (list.kind === 'malformed') return { kind: 'ended', reason: 'card-data-error' };
  const processingOptionsData = buildDol(list.entries, (tag) => data.get(tag));
  if (processingOptionsData.length > optionsBytesMax) return { kind: 'ended', reason: 'card-data-error' };
  const answer = await session.transmit(getProcessingOptionsCommand(processingOptionsData));
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord !== statusSuccess) return refused(answer.statusWord);
  const objects = processingOptionsObjects(answer.data);
  if (objects === undefined || data.store(objects).kind === 'refused') {
    return { kind: 'ended', reason: 'card-data-error' };
  }
  if (data.get('82') === undefined) return { kind: 'ended', reason: 'card-data-missing' };
  return { kind: 'initiated', processingOptionsData, objects };
}

/** The cardholder has to look at the own device and present it again; the field is off that long. */
export function seePhone(fieldOffMs: number): KernelResult {
  return {
    kind: 'present-again',
    reason: 'see-phone',
    userInterface: { message: 'see-phone', status: 'processing-error', holdTimeMs: fieldOffMs },
    fieldOffMs,
  };
}

function refusal(statusWord: number): KernelResult {
  switch (statusWord) {
    case status.contactWanted:
      return {
        kind: 'try-another-interface',
        reason: 'contact-wanted-by-card',
        statusWord,
        message: 'insert-card',
        alternate: 'contact',
      };
    case status.selectNext:
      return { kind: 'select-next', reason: 'initiation-refused', statusWord };
    case status.deviceWanted:
      return seePhone(seePhoneMs);
    default:
      return { kind: 'ended', reason: 'card-status-error', statusWord };
  }
}
