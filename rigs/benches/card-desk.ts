import { isoTime } from '#drivers/clock/iso-time.ts';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { tcpOpener } from '#drivers/network/tcp.ts';
import type { CardInterface, ContactlessCard } from '#drivers/ports/contactless-field.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Attack } from '#rigs/sim/attack-card/attack.ts';
import { attacks } from '#rigs/sim/attack-card/attacks.table.ts';
import { libraryProfiles } from '#rigs/sim/card/library.ts';
import { schemeKeys } from '#rigs/sim/card/personalisation/scheme-keys.ts';
import { readKnownKeys } from '#rigs/sim/replay-card/known-keys.ts';
import { createReplayCard, type Divergence } from '#rigs/sim/replay-card/replay-card.ts';
import { readTranscript } from '#rigs/sim/replay-card/transcript.ts';
import { serveCard, type VpcdEvent } from '#rigs/twins/vpcd/vpcd-card.ts';
import { acknowledgeAtOnce } from '#rigs/wires/quick-acknowledgement.ts';
import type { CertificationAuthorityKey } from '#terminal';
import { testScheme } from './test-scheme.ts';

/**
 * What a contactless reader shows for an ISO/IEC 14443-4 card without historical bytes.
 *
 * @clause PC/SC Workgroup, part 3, 3.1.3.2.3.1 (answer to reset made by the reader)
 */
export const contactlessAnswerToReset = Uint8Array.of(0x3b, 0x80, 0x80, 0x01, 0x01);

/** A card of the library, for a list. */
export interface LibraryCard {
  readonly name: string;
  /** What it exercises, in a sentence. */
  readonly purpose: string;
  /** Whether it breaks the rules on purpose. */
  readonly isLying: boolean;
}

/** All cards that can be put into a reader: those of the library, and those with an attacker before them. */
export function libraryCards(): readonly LibraryCard[] {
  const honestAndLying = libraryProfiles().map(({ name, purpose, isLying }) => ({ name, purpose, isLying }));
  return [...honestAndLying, ...attacks.map(({ name, purpose }) => ({ name, purpose, isLying: true }))];
}

/** What the attacker before a card does, and how a transaction with it may lawfully end; undefined for other cards. */
export function attackBefore(name: string): Pick<Attack, 'base' | 'source' | 'lawful' | 'through'> | undefined {
  return attacks.find((attack) => attack.name === name);
}

/** A card for the reader: one with a name, or a recording that is played. */
export type DeskCard =
  | { readonly kind: 'library'; readonly name: string }
  | {
      readonly kind: 'recording';
      /** What the file holds. */
      readonly text: string;
      /** What the file of the card's keys holds, see `readKnownKeys`. */
      readonly keysText: string | undefined;
      readonly onDivergence: (divergence: Divergence) => void;
    };

/** The keys with which a terminal can authenticate the cards: public, and of test authorities only. */
export function authorityKeys(): readonly CertificationAuthorityKey[] {
  return schemeKeys.certificationAuthorities;
}

/**
 * Puts a fresh card into the virtual reader of a PC/SC daemon. Ends when the daemon leaves or `signal`
 * aborts; the card is then out of the reader.
 *
 * @param by  what it is powered by: its contacts, or the field of a contactless reader
 * @throws {RigFailure} code CARD_UNKNOWN, CARD_MUTE when it gives no answer to reset, TRANSCRIPT_UNREADABLE,
 *   TRANSCRIPT_MASKED, LINK_REFUSED when nothing listens there, LINK_LOST when the daemon breaks off
 */
export async function presentToVirtualReader(
  { wanted, by }: { readonly wanted: DeskCard; readonly by: CardInterface },
  place: { readonly host: string; readonly port: number },
  watch: {
    readonly onInserted: () => void;
    readonly onEvent: (event: VpcdEvent) => void;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const clock = wallClock();
  const card = makeCard(wanted);
  const answerToReset = by === 'contact' ? card.answerToReset : contactlessAnswerToReset;
  if (answerToReset === undefined) {
    const message = `${card.name} gives no answer to reset; present it with --contactless`;
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

/**
 * A card of the desk, new in every call.
 *
 * @throws {RigFailure} code CARD_UNKNOWN, TRANSCRIPT_UNREADABLE, TRANSCRIPT_MASKED, CARD_KEYS_UNREADABLE
 */
export function makeCard(wanted: DeskCard): ContactlessCard {
  if (wanted.kind === 'library') {
    const rng = seededRng(`card desk ${wallClock().nowMs()}`);
    return schemeOfToday().cards(rng).withContacts(wanted.name);
  }
  const { text, keysText, onDivergence } = wanted;
  return createReplayCard({
    name: 'the recorded card',
    transcript: readTranscript(text),
    ...(keysText === undefined ? {} : { keys: readKnownKeys(keysText) }),
    onDivergence,
  });
}

function schemeOfToday(): ReturnType<typeof testScheme> {
  return testScheme(isoTime(wallClock().nowMs()).slice(0, 10));
}
