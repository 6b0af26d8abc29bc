/** Longest message that this host takes: the largest lawful one of the dialect is well below it. */
const messageLengthMax = 2048;
/** Message type and primary bitmap: nothing shorter can be a message. */
const messageLengthMin = 10;

/** What a run of bytes came to. */
export interface SplitMessages {
  /** Whole messages, without their two bytes of length. */
  readonly messages: readonly Uint8Array[];
  /** The beginning of the next one; put it before the bytes that come next. */
  readonly rest: Uint8Array;
  /** Set when a length was unlawful: nothing after it can be trusted. */
  readonly badLength: number | undefined;
}

/**
 * Cuts a stream into messages, each preceded by its length in two bytes, big-endian. Pure: the caller keeps the rest.
 */
export function splitMessages(buffer: Uint8Array): SplitMessages {
  const messages: Uint8Array[] = [];
  let at = 0;
  while (buffer.length - at >= 2) {
    const length = (buffer[at] ?? 0) * 256 + (buffer[at + 1] ?? 0);
    if (length < messageLengthMin || length > messageLengthMax) {
      return { messages, rest: buffer.slice(at), badLength: length };
    }
    if (buffer.length - at - 2 < length) break;
    messages.push(buffer.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return { messages, rest: buffer.slice(at), badLength: undefined };
}

/** A message with its length before it, as it goes onto the wire. */
export function frameMessage(message: Uint8Array): Uint8Array {
  const framed = new Uint8Array(message.length + 2);
  framed.set([message.length >> 8, message.length & 0xff]);
  framed.set(message, 2);
  return framed;
}
