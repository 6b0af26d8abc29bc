import type { ContactlessInterface } from '../../needs.ts';
import { splitResponse } from '../application-protocol-data-unit.ts';
import type { CardResponse } from '../application-protocol-data-unit.ts';

/** Why a transaction can't go on with this application, this card or this reader. */
export type KernelStop =
  /** The card left, or stopped answering: it may be presented again. */
  | { readonly kind: 'card-gone' }
  | { readonly kind: 'reader-gone' }
  /** This application won't do: the next one on the card may. */
  | { readonly kind: 'select-next'; readonly reason: string; readonly statusWord?: number }
  | { readonly kind: 'ended'; readonly reason: string; readonly statusWord?: number };

/** One presented card. */
export interface CardSession {
  /** @throws the abort signal's reason */
  transmit(command: Uint8Array): Promise<({ readonly kind: 'answered' } & CardResponse) | KernelStop>;
}

/** More commands than any lawful card needs: a file locator may ask for thousands. */
const commandCountMax = 64;

/**
 * A session with the card that is in the field. It sends at most 64 commands. An answer too short or too long for an
 * answer is a card data error; a card that does not answer in time counts as gone.
 *
 * @reads The reader interface tells a removed card from a silent one; the kernel treats both as a transmission error,
 *   which the cardholder mends by presenting the card again.
 */
export function openCardSession(contactless: ContactlessInterface, signal: AbortSignal | undefined): CardSession {
  let sentCount = 0;
  return {
    transmit: async (command) => {
      signal?.throwIfAborted();
      if (sentCount === commandCountMax) return { kind: 'ended', reason: 'too-many-commands' };
      sentCount += 1;
      const exchange = await contactless.transmit(command);
      if (exchange.kind === 'reader-gone') return exchange;
      if (exchange.kind !== 'answered') return { kind: 'card-gone' };
      const response = splitResponse(exchange.response);
      if (response === undefined) return { kind: 'ended', reason: 'card-data-error' };
      return { kind: 'answered', ...response };
    },
  };
}
