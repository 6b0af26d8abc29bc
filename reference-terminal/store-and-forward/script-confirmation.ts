import { completionConfirmation } from '../host/advices.ts';
import { decodeMessage, encodeMessage } from '../host/message-codec.ts';
import type { TransactionEnd } from '../host/requests.ts';
import type { AuthorisationParts } from './authorisation.ts';
import type { MessageToOwe } from './records.ts';

/**
 * The confirmation of a transaction whose answer brought scripts for the card; undefined of every other.
 *
 * @param confirmed.original  the request, encoded
 * @throws {StoreFailure} when no trace number can be had for it
 * @clause EMV 4.4 Book 4, 6.3.9 and 12.1.4 (results of scripts go on to the acquirer)
 */
export function scriptConfirmation(
  parts: AuthorisationParts,
  confirmed: { readonly original: Uint8Array; readonly ended: TransactionEnd | undefined },
): MessageToOwe | undefined {
  const { original, ended } = confirmed;
  const results = ended?.objects.get('9F5B');
  if (ended === undefined || results === undefined || results.length === 0) return undefined;
  const { store, clock } = parts.needs;
  const { dialect } = parts;
  const stan = store.nextStan();
  const message = completionConfirmation({
    original: decodeMessage(dialect, original),
    stan,
    timeMs: clock.nowMs(),
    ended,
  });
  return { stan, message: encodeMessage(dialect, message) };
}
