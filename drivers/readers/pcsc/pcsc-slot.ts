import { within } from '#drivers/ports/deadline.ts';
import type { Exchange } from '#drivers/ports/card-reader.ts';
import type { ChipSlot, SlotState } from '#drivers/ports/chip-slot.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { cardCodes, pcscFailure, timedOutCode } from '#drivers/pcsc/failures.ts';
import { pcscLibrary, type PcscLibrary } from '#drivers/pcsc/library.ts';

/** Bits of a reader's state. */
const stateBit = { unavailable: 0x08, present: 0x20, mute: 0x200 } as const;
const unaware = 0;
const statusWordBytes = 2;

/**
 * The names of all readers that the PC/SC daemon knows.
 *
 * @throws {RigFailure} code PCSC_MISSING, PCSC_NO_DAEMON …
 */
export function pcscReaderNames(): readonly string[] {
  const library = pcscLibrary();
  const { code, context } = library.establishContext();
  if (code !== 0) throw pcscFailure(code, 'reach the PC/SC daemon');
  const listed = library.listReaders(context);
  library.releaseContext(context);
  const isEmpty = listed.code === 0x8010_002e;
  if (listed.code !== 0 && !isEmpty) throw pcscFailure(listed.code, 'list the readers');
  return listed.names;
}

/**
 * Opens a PC/SC reader, contact or contactless, as a chip slot: cards are powered with exclusive access, and powered off
 * when they are released.
 *
 * @param wanted  the reader's name or a part that only one name has
 * @throws {RigFailure} code PCSC_MISSING, PCSC_NO_DAEMON, READER_MISSING with the names that there are
 */
export function openPcscSlot(wanted: string, clock: Clock): ChipSlot {
  const reader = readerNamed(wanted, pcscReaderNames());
  const library = pcscLibrary();
  const { code, context } = library.establishContext();
  if (code !== 0) throw pcscFailure(code, 'reach the PC/SC daemon');
  return new PcscSlot({ library, context, reader, clock });
}

function readerNamed(wanted: string, names: readonly string[]): string {
  const matching = names.includes(wanted) ? [wanted] : names.filter((name) => name.includes(wanted));
  const [only] = matching;
  if (only !== undefined && matching.length === 1) return only;
  const known = names.length === 0 ? 'there are none' : `there are ${names.join(', ')}`;
  const message =
    matching.length > 1
      ? `more than one PC/SC reader has ${wanted} in its name: ${matching.join(', ')}; name one in full`
      : `no PC/SC reader is named ${wanted}; ${known}`;
  throw new RigFailure({ code: 'READER_MISSING', blame: 'bench', message });
}

interface SlotParts {
  readonly library: PcscLibrary;
  readonly context: number;
  readonly reader: string;
  readonly clock: Clock;
}

class PcscSlot implements ChipSlot {
  readonly identity: ChipSlot['identity'];
  readonly #parts: SlotParts;
  #card: { readonly handle: number; readonly protocol: number } | undefined;

  constructor(parts: SlotParts) {
    this.#parts = parts;
    this.identity = { vendor: 'PC/SC', product: parts.reader, version: 'unknown' };
  }

  async look(): Promise<SlotState> {
    const { library, context, reader } = this.#parts;
    const seen = await library.getStatusChange(context, { reader, knownState: unaware, timeoutMs: 0 });
    if (seen.code !== 0 && seen.code !== timedOutCode) throw pcscFailure(seen.code, `look into ${reader}`);
    if ((seen.state & stateBit.unavailable) !== 0) throw pcscFailure(0x8010_0017, `look into ${reader}`);
    if ((seen.state & stateBit.present) === 0) {
      await this.release();
      return { kind: 'no-card' };
    }
    if ((seen.state & stateBit.mute) !== 0) return { kind: 'mute' };
    if (this.#card === undefined) {
      const connected = await library.connect(context, reader);
      if (cardCodes.has(connected.code)) return { kind: 'mute' };
      if (connected.code !== 0) throw pcscFailure(connected.code, `power the card in ${reader}`);
      this.#card = { handle: connected.card, protocol: connected.protocol };
    }
    return { kind: 'card', answerToReset: seen.answerToReset };
  }

  async transmit(command: Uint8Array, options: { readonly timeoutMs: number }): Promise<Exchange> {
    const card = this.#card;
    if (card === undefined) return { kind: 'card-gone' };
    const { library, clock, reader } = this.#parts;
    const work = library.transmit(card.handle, command, card.protocol);
    const waited = await within(clock, work, options);
    if (waited.kind === 'timed-out') return waited;
    const { code, response } = waited.value;
    // A card that is pulled in mid-command can look like an answer without a status word.
    if (code === 0 && response.length >= statusWordBytes) return { kind: 'answered', response };
    if (code === 0 || cardCodes.has(code)) {
      await this.release();
      return { kind: 'card-gone' };
    }
    throw pcscFailure(code, `send a command to the card in ${reader}`);
  }

  async release(): Promise<void> {
    const card = this.#card;
    this.#card = undefined;
    // The card or its reader may be gone by now: then there is nothing left to power off.
    if (card !== undefined) await this.#parts.library.disconnect(card.handle);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.release();
    this.#parts.library.releaseContext(this.#parts.context);
  }
}
