import type { Delivery, LinkFault, Passage } from './fault.ts';
import { oneOf } from './fault-options.ts';
import { triggerFacts, triggerOf, type LinkTrigger } from './link-trigger.ts';

/** What a message waits for that was overtaken. */
interface Overtaking {
  /**
   * The message that overtakes it: the next one of its direction, or the next one on another connection, which is how
   * the late answer of a connection that was given up comes with the next one.
   */
  readonly by: 'next-message' | 'next-connection';
  /** Whether it arrives right before the other one, late but first, or right behind it. */
  readonly arrives: 'before' | 'behind';
}

/** Messages arrive out of their order: those for which it is in force are held back. One message, unless told. */
export function reordering(options: LinkTrigger & Overtaking): LinkFault {
  const name = 'reordering';
  const trigger = triggerOf(name, options, { forMessages: 1 });
  const by = oneOf({ fault: name, name: 'by', value: options.by }, ['next-message', 'next-connection']);
  const arrives = oneOf({ fault: name, name: 'arrives', value: options.arrives }, ['before', 'behind']);
  const held: Passage[] = [];
  return {
    target: 'host-link',
    name,
    facts: { ...triggerFacts(trigger), by, arrives },
    trigger,
    grain: 'message',
    shape: (passage) => {
      held.push(passage);
      return { pieces: [] };
    },
    otherwise: (passage) => {
      const isTime = arrives === 'before' ? passage.beginsMessage : passage.endsMessage;
      const due = held.filter(
        ({ direction, connection }) =>
          direction === passage.direction && (by === 'next-message' || connection !== passage.connection),
      );
      if (!isTime || due.length === 0) return unchanged(passage);
      for (const each of due) held.splice(held.indexOf(each), 1);
      const late = wholeMessages(due).map((bytes) => ({ bytes, isExtra: true }) as const);
      const own = { bytes: passage.bytes };
      return { pieces: arrives === 'before' ? [...late, own] : [own, ...late] };
    },
  };
}

function unchanged({ bytes }: Passage): Delivery {
  return { pieces: [{ bytes }] };
}

/** What never came to its end is no message that could arrive. */
function wholeMessages(parts: readonly Passage[]): readonly Uint8Array[] {
  const messages: Uint8Array[] = [];
  let begun: readonly number[] = [];
  for (const { bytes, beginsMessage, endsMessage } of parts) {
    begun = [...(beginsMessage ? [] : begun), ...bytes];
    if (endsMessage) messages.push(Uint8Array.from(begun));
  }
  return messages;
}
