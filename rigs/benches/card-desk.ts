import { isoTime } from '#drivers/clock/iso-time.ts';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { tcpOpener } from '#drivers/network/tcp.ts';
import type { CardInterface } from '#drivers/ports/contactless-field.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import { libraryProfiles } from '#rigs/sim/card/library.ts';
import { schemeKeys } from '#rigs/sim/card/personalisation/scheme-keys.ts';
import { serveCard, type VpcdEvent } from '#rigs/twins/vpcd/vpcd-card.ts';
import { acknowledgeAtOnce } from '#rigs/wires/quick-acknowledgement.ts';
import type { CertificationAuthorityKey } from '#terminal';
import { testScheme } from './test-scheme.ts';

/**
 * What a contactless reader shows for an ISO/IEC 14443-4 card without historical bytes.
 *
 * @clause PC/SC Workgroup, part 3, 3.1.3.2.3.1 (answer to reset made by the reader)
 */
const contactlessAnswerToReset = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01);

/** A card of the library, for a list. */
export interface LibraryCard {
  readonly name: string;
  /** What it exercises, in a sentence. */
  readonly purpose: string;
  /** Whether it breaks the rules on purpose. */
  readonly isLying: boolean;
}

/** All cards that can be put into a reader. */
export function libraryCards(): readonly LibraryCard[] {
  return libraryProfiles().map(({ name, purpose, isLying }) => ({ name, purpose, isLying }));
}

/** The keys with which a terminal can authenticate the cards: public, and of test authorities only. */
export function authorityKeys(): readonly CertificationAuthorityKey[] {
  return schemeKeys.certificationAuthorities;
}

/**
 * Puts a fresh card of the library into the virtual reader of a PC/SC daemon. Ends when the daemon leaves or `signal`
 * aborts; the card is then out of the reader.
 *
 * @param by  what it is powered by: its contacts, or the field of a contactless reader
 * @throws {RigFailure} code CARD_UNKNOWN, CARD_MUTE when it gives no answer to reset, LINK_REFUSED when nothing listens there, LINK_LOST when the daemon breaks off
 */
export async function presentToVirtualReader(
  { cardName, by }: { readonly cardName: string; readonly by: CardInterface },
  place: { readonly host: string; readonly port: number },
  watch: {
    readonly onInserted: () => void;
    readonly onEvent: (event: VpcdEvent) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const clock = wallClock();
  const rng = seededRng(`card desk ${clock.nowMs()}`);
  const [card] = schemeOfToday().cards(rng).byName([cardName]);
  if (card === undefined) return;
  const answerToReset = by === 'contact' ? card.answerToReset : contactlessAnswerToReset;
  if (answerToReset === undefined) {
    const message = `${cardName} gives no answer to reset; present it with --contactless`;
    throw new RigFailure({ code: 'CARD_MUTE', blame: 'scenario', message });
  }
  await using link = await tcpOpener({ ...place, clock }).open(watch.signal);
  const leave = (): void => link.breakOff();
  watch.signal.addEventListener('abort', leave, { once: true });
  watch.onInserted();
  const acknowledge = (): void => acknowledgeAtOnce(link.descriptor());
  acknowledge();
  try {
    const served = {
      answerToReset,
      powerOn: () => card.powerOn(by),
      powerOff: () => card.powerOff(),
      respond: (command: Uint8Array) => card.respond(command),
    };
    await serveCard(served, link, { onEvent: watch.onEvent, onBytes: acknowledge });
  } catch (error) {
    // Breaking off is how we take the card out; what the link says of it is no failure.
    if (!watch.signal.aborted) throw error;
  } finally {
    watch.signal.removeEventListener('abort', leave);
  }
}

function schemeOfToday(): ReturnType<typeof testScheme> {
  return testScheme(isoTime(wallClock().nowMs()).slice(0, 10));
}
