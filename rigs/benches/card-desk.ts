import { isoTime } from '#drivers/clock/iso-time.ts';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { tcpOpener } from '#drivers/network/tcp.ts';
import { serveCard, type VpcdEvent } from '#rigs/twins/vpcd/vpcd-card.ts';
import { acknowledgeAtOnce } from '#rigs/wires/quick-acknowledgement.ts';
import type { CertificationAuthorityKey } from '#terminal';
import { referenceConfiguration, testScheme } from './test-scheme.ts';

/**
 * Answer to reset of a card in the virtual reader: protocol T=1, no historical bytes.
 *
 * @clause EMV 4.4 Book 1, 8.3 (basic answer to reset for T=1)
 */
const answerToReset = Uint8Array.of(0x3b, 0xe0, 0x00, 0x00, 0x81, 0x31, 0xfe, 0x45, 0xeb);

/** Names of the cards that can be put into a reader today. */
export function cardNames(): readonly string[] {
  return schemeOfToday().cardNames;
}

/** The keys with which a terminal can authenticate the cards: public, and of test authorities only. */
export function authorityKeys(): readonly CertificationAuthorityKey[] {
  return referenceConfiguration.certificationAuthorityKeys;
}

/**
 * Puts a fresh card of the library into the virtual reader of a PC/SC daemon. Ends when the daemon leaves or `signal`
 * aborts; the card is then out of the reader.
 *
 * @throws {RigFailure} code CARD_UNKNOWN, LINK_REFUSED when nothing listens there, LINK_LOST when the daemon breaks off
 */
export async function presentToVirtualReader(
  cardName: string,
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
  await using link = await tcpOpener({ ...place, clock }).open(watch.signal);
  const leave = (): void => link.breakOff();
  watch.signal.addEventListener('abort', leave, { once: true });
  watch.onInserted();
  const acknowledge = (): void => acknowledgeAtOnce(link.descriptor());
  acknowledge();
  try {
    const served = {
      answerToReset,
      powerOn: () => card.powerOn(),
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
