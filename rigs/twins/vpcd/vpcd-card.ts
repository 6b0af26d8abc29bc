import type { ByteLink } from '#drivers/ports/link.ts';
import { framed, messageSplit } from './message-split.ts';

/** What the virtual reader needs of a card. */
export interface ServedCard {
  /** Answer to reset, 2 to 33 bytes. */
  readonly answerToReset: Uint8Array;
  powerOn(): void;
  powerOff(): void;
  /** One command APDU to one response APDU. */
  respond(command: Uint8Array): { readonly response: Uint8Array };
}

/** What happens on the wire, for whoever watches. */
export type VpcdEvent =
  | { readonly kind: 'power'; readonly state: 'on' | 'off' | 'reset' }
  | { readonly kind: 'exchange'; readonly command: Uint8Array; readonly response: Uint8Array };

const control = { powerOff: 0x00, powerOn: 0x01, reset: 0x02, answerToReset: 0x04 } as const;
const commandBytesMin = 4;

/**
 * Plays a card in Debian's virtual card reader (`vsmartcard-vpcd`): the card's side of its TCP protocol. Ends when the
 * reader closes the connection.
 *
 * @throws {LinkLost} when the connection breaks
 * @reads A message of one byte is a control, of two or three nothing that the protocol knows: passed over. Only the
 *   request for the answer to reset is answered; pcscd sends it every 400 ms to see whether the card is still there.
 */
export async function serveCard(
  card: ServedCard,
  link: ByteLink,
  watch: { readonly onEvent?: (event: VpcdEvent) => void; readonly onBytes?: () => void } = {},
): Promise<void> {
  const split = messageSplit();
  const seat = seatOf(card, watch);
  for await (const { bytes } of link.received) {
    watch.onBytes?.();
    for (const message of split.push(bytes)) {
      const answer = message.length >= commandBytesMin ? seat.exchange(message) : seat.obey(message);
      if (answer !== undefined) await link.send(framed(answer));
    }
  }
  seat.leave();
}

/** The card between its contacts: what has power, and what the reader's messages do to it. */
function seatOf(card: ServedCard, { onEvent }: { readonly onEvent?: (event: VpcdEvent) => void }) {
  let hasPower = false;
  const power = (state: 'on' | 'off' | 'reset'): void => {
    if (hasPower) card.powerOff();
    hasPower = state !== 'off';
    if (hasPower) card.powerOn();
    onEvent?.({ kind: 'power', state });
  };
  return {
    exchange(command: Uint8Array): Uint8Array {
      if (!hasPower) power('on');
      const { response } = card.respond(command);
      onEvent?.({ kind: 'exchange', command, response });
      return response;
    },
    obey(message: Uint8Array): Uint8Array | undefined {
      if (message.length !== 1) return undefined;
      const [code] = message;
      if (code === control.answerToReset) return card.answerToReset;
      if (code === control.powerOn) power('on');
      else if (code === control.reset) power('reset');
      else if (code === control.powerOff) power('off');
      return undefined;
    },
    leave(): void {
      if (hasPower) card.powerOff();
    },
  };
}
