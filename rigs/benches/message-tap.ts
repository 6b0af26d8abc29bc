import type { HostDirection, Journal } from '#drivers/ports/evidence.ts';
import type { Shaped } from '#rigs/fault-chain.ts';
import type { Passage } from '#rigs/faults/fault.ts';
import type { Mask } from '#rigs/mask.ts';
import { decodeForTrace } from '#rigs/sim/acquirer/message-codec.ts';
import { splitMessages } from '#rigs/sim/acquirer/message-split.ts';
import type { WireFormat } from '#rigs/sim/acquirer/wire-format.ts';

interface TapTerms {
  readonly journal: Journal;
  readonly mask: Mask;
  readonly format: WireFormat;
  /** The listener that was called, where there are several. */
  readonly named: { readonly host?: string };
}

/** What there is of a message, and whether all of it went on as it was. */
interface Begun {
  readonly bytes: Uint8Array;
  readonly isWhole: boolean;
}

const nothing: Begun = { bytes: new Uint8Array(), isWhole: true };

/**
 * Journals the messages of one connection: those that the terminal sent, delivered or not, and those that the host sent,
 * delivered or not. A copy or a late message is journalled once more when it reaches the terminal; what reaches the host
 * so is no message of the terminal's. What can't be decoded is journalled by its length alone.
 */
export function messageTap(terms: TapTerms): (passage: Passage, fate: Shaped) => void {
  const begun: Record<HostDirection, Begun> = { 'to-host': nothing, 'from-host': nothing };
  return (passage, { pieces, isUnchanged }) => {
    const { direction, bytes, beginsMessage, endsMessage } = passage;
    const before = beginsMessage ? nothing : begun[direction];
    const message = { bytes: Buffer.concat([before.bytes, bytes]), isWhole: before.isWhole && isUnchanged };
    begun[direction] = message;
    const extras = direction === 'from-host' ? pieces.filter(({ isExtra }) => isExtra === true) : [];
    const isAhead = pieces[0]?.isExtra === true;
    const noteExtras = (): void => {
      for (const extra of extras) noteMessages(terms, extra.bytes, { direction, isDelivered: true });
    };
    if (isAhead) noteExtras();
    if (endsMessage) noteMessages(terms, message.bytes, { direction, isDelivered: message.isWhole });
    if (!isAhead) noteExtras();
  };
}

function noteMessages(
  { journal, mask, format, named }: TapTerms,
  framed: Uint8Array,
  fate: { readonly direction: HostDirection; readonly isDelivered: boolean },
): void {
  for (const message of splitMessages(framed, format).messages) {
    const decoded = decodeForTrace(message, format);
    const fields = Object.entries(decoded?.fields ?? {}).map(
      ([element, value]) => [element, mask.hostField(element, value)] as const,
    );
    journal.append({
      kind: 'host-message',
      ...fate,
      mti: decoded?.mti ?? '',
      fields: Object.fromEntries(fields),
      length: message.length,
      ...named,
    });
  }
}
