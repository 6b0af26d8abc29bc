import { RigFailure } from '#drivers/ports/failure.ts';
import type { LinkOpener } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { Identity } from '#drivers/ports/terminal.ts';
import { chipCommand, readFirmware } from './chip-commands.ts';
import { Conversation, readerSilent } from './conversation.ts';
import type { ChipRequest, FrameTrace } from './conversation.ts';

/** A chip that is awake, configured and has its field on. */
export interface StartedChip {
  readonly conversation: Conversation;
  readonly identity: Identity;
}

/** Two bytes that toggle the line, then zeros while the oscillator starts: whatever is lost of them does no harm. */
const wakeBytes = Uint8Array.of(0x55, 0x55, ...new Uint8Array(12));
/** The first answer after opening takes up to a second on some USB bridges, and some clones need a second call. */
const wakeAcknowledgeMs = [100, 400, 1500] as const;
/** Normal mode; the timeout of 1 s matters to virtual cards only; interrupt line driven. */
const samNormal = [0x01, 0x14, 0x01] as const;
/** ATR retries and parameter selection as the chip has them; the field is polled three times, not for ever. */
const boundedRetries = [0x05, 0xff, 0x01, 0x02] as const;
const fieldOff = [0x01, 0x00] as const;
const fieldOn = [0x01, 0x01] as const;
/**
 * A field that is off this long resets every card.
 *
 * @clause EMV Contactless Level 1, tRESET of at least 5.1 ms
 */
const fieldResetMs = 6;

/** A command that may be sent again without harm, and whose answer takes no card's time. */
export const quickCommand = { timeoutMs: 500, attempts: 3 } as const;

/**
 * Opens the link and brings the chip from any state, asleep too, to polling. What was opened is closed when it fails.
 *
 * @throws {RigFailure} what the opener throws; {@link LinkLost} code READER_SILENT or READER_GONE; READER_WRONG_CHIP
 */
export async function startChip(
  opener: LinkOpener,
  options: {
    readonly clock: Clock;
    readonly trace?: FrameTrace | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<StartedChip> {
  const { clock, trace, signal } = options;
  await using opened = new AsyncDisposableStack();
  const link = await opener.open(signal);
  const conversation = opened.use(new Conversation(link, { clock, trace, address: opener.address }));
  await wake(conversation, opener.address);
  const identity = await readIdentity(conversation, opener.address);
  await expectDone(conversation, opener.address, { code: chipCommand.rfConfiguration, data: boundedRetries });
  await resetField(conversation, { clock, address: opener.address });
  opened.move();
  return { conversation, identity };
}

/** Takes the field away for long enough that every card in it forgets its session, and gives it back. */
export async function resetField(
  conversation: Conversation,
  options: { readonly clock: Clock; readonly address: string },
): Promise<void> {
  await expectDone(conversation, options.address, { code: chipCommand.rfConfiguration, data: fieldOff });
  await options.clock.sleep(fieldResetMs);
  await expectDone(conversation, options.address, { code: chipCommand.rfConfiguration, data: fieldOn });
}

/**
 * Sends a quick command that the chip must answer.
 *
 * @returns what followed the response code
 * @throws {LinkLost} code READER_SILENT when it does not
 */
export async function expectDone(
  conversation: Conversation,
  address: string,
  command: Pick<ChipRequest, 'code' | 'data'>,
): Promise<Uint8Array> {
  const answer = await conversation.command({ ...command, ...quickCommand });
  if (answer.kind === 'answered') return answer.data;
  throw readerSilent(address, `sent command ${command.code.toString(16)} ${quickCommand.attempts} times`);
}

async function wake(conversation: Conversation, address: string): Promise<void> {
  const { samConfiguration: code } = chipCommand;
  await conversation.abort();
  for (const acknowledgeMs of wakeAcknowledgeMs) {
    const timeoutMs = acknowledgeMs + 100;
    const answer = await conversation.command({
      code,
      data: samNormal,
      wake: wakeBytes,
      attempts: 1,
      acknowledgeMs,
      timeoutMs,
    });
    if (answer.kind === 'answered') return;
  }
  const tries = `opened the port and sent wake-up and SAMConfiguration ${wakeAcknowledgeMs.length} times`;
  if (conversation.receivedBytes === 0) throw readerSilent(address, tries);
  throw new RigFailure({
    code: 'READER_UNINTELLIGIBLE',
    blame: 'bench',
    message: `${tries} at ${address}, found ${conversation.receivedBytes} bytes that are no answer of a PN532; check that no other device and no other baud rate is on this port`,
    facts: { address, receivedBytes: conversation.receivedBytes },
  });
}

async function readIdentity(conversation: Conversation, address: string): Promise<Identity> {
  const data = await expectDone(conversation, address, { code: chipCommand.getFirmwareVersion, data: [] });
  return readFirmware(data, address);
}
