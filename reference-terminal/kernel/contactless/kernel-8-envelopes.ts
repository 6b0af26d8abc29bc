import type { DataEnvelope } from '../../contactless-settings.ts';
import { statusSuccess } from '../application-protocol-data-unit.ts';
import { concatBytes, fromHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { encodeTlv, parseTlv } from '../tlv.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import type { SecureChannel } from './kernel-8-channel.ts';

/** Whether everything that was to be read or written was (tags 9F821C, 9F821B). */
const completed = { yes: 0x80, no: 0x00 } as const;
/** P2 of a command that more of them follow. */
const moreFollows = 0x80;

/**
 * Reads data envelopes (9F8111 to 9F811A) through the channel, before the cryptogram. One that is not there, or whose code is wrong,
 * makes the reading incomplete and ends nothing.
 *
 * @returns why the transaction stops, undefined when it goes on
 * @clause C-8 5.5 (READ DATA), A.1.106; Book E 8.6.2 (enciphered, with a code over what was enciphered)
 */
export async function readEnvelopes(
  session: CardSession,
  data: DataObjects,
  terms: { readonly channel: SecureChannel; readonly tagsHex: readonly string[] },
): Promise<KernelStop | undefined> {
  let isComplete = true;
  for (const tagHex of terms.tagsHex) {
    const tag = fromHex(tagHex);
    const answer = await session.transmit(command(0x32, 0, tag));
    if (answer.kind !== 'answered') return answer;
    const opened = answer.statusWord === statusSuccess ? terms.channel.openEnvelope(answer.data) : undefined;
    const parsed = opened === undefined ? undefined : parseTlv(opened);
    const [envelope, ...others] = parsed?.kind === 'parsed' ? parsed.objects : [];
    const isRight = envelope?.tag === tagHex.toUpperCase() && others.length === 0;
    if (!isRight || data.store([envelope]).kind === 'refused') isComplete = false;
  }
  data.set('9F821C', Uint8Array.of(isComplete ? completed.yes : completed.no));
  return undefined;
}

/**
 * Writes data envelopes through the channel, after the cryptogram. The card says with a code over the envelope in the clear that it
 * has it; one that does not, or that leaves, makes the writing incomplete, and nothing else. Without any the writing is incomplete.
 *
 * @clause C-8 5.7 (WRITE DATA), A.1.145; Book E 8.6.2
 * @reads A card that leaves here has given its cryptogram: the money is decided without it.
 */
export async function writeEnvelopes(
  session: CardSession,
  data: DataObjects,
  terms: { readonly channel: SecureChannel; readonly envelopes: readonly DataEnvelope[] },
): Promise<void> {
  const { channel, envelopes } = terms;
  let isComplete = envelopes.length > 0;
  for (const [index, { tagHex, valueHex }] of envelopes.entries()) {
    const envelope = encodeTlv(tagHex.toUpperCase(), fromHex(valueHex));
    const isLast = index === envelopes.length - 1;
    const answer = await session.transmit(command(0x34, isLast ? 0 : moreFollows, channel.sealEnvelope(envelope)));
    const isWritten =
      answer.kind === 'answered' && answer.statusWord === statusSuccess && channel.isReceipt(envelope, answer.data);
    if (!isWritten) isComplete = false;
    if (answer.kind !== 'answered') break;
  }
  data.set('9F821B', Uint8Array.of(isComplete ? completed.yes : completed.no));
}

/** Both commands are of a class with secure messaging, and want all that the card has to say. */
function command(instruction: number, parameter2: number, content: Uint8Array): Uint8Array {
  const head = Uint8Array.of(0x84, instruction, 0x00, parameter2, content.length);
  return concatBytes([head, content, Uint8Array.of(0x00)]);
}
