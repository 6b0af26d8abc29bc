import type { MessagePart } from '#rigs/pipe.ts';
import { splitMessages } from '#rigs/sim/acquirer/message-split.ts';
import type { WireFormat } from '#rigs/sim/acquirer/wire-format.ts';

/**
 * Cuts one direction of one connection where messages end, so that a fault may count them. What comes after an unlawful
 * length is one message without an end.
 */
export function messageRuler(format: WireFormat): (bytes: Uint8Array) => readonly MessagePart[] {
  let begun: Uint8Array = new Uint8Array();
  return (bytes) => {
    const wasBegun = begun.length > 0;
    const { messages, units, rest } = splitMessages(Uint8Array.from(Buffer.concat([begun, bytes])), format);
    const headLength = format.lengthHeader === 'binary-2' ? 2 : 4;
    let at = -begun.length;
    const parts = messages.map((message, index): MessagePart => {
      const from = Math.max(0, at);
      at += headLength + (units[index]?.length ?? 0) + message.length;
      return { bytes: bytes.subarray(from, at), beginsMessage: index > 0 || !wasBegun, endsMessage: true };
    });
    begun = rest;
    const left = bytes.subarray(Math.max(0, at));
    if (left.length === 0) return parts;
    return [...parts, { bytes: left, beginsMessage: parts.length > 0 || !wasBegun, endsMessage: false }];
  };
}
