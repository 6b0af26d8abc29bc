/** Bytes of the length field, most significant first. */
const lengthBytes = 2;

/** Cuts a stream into the messages of the virtual card reader: two bytes of length, then so many bytes. */
export interface MessageSplit {
  /** @returns the messages that are complete now, without their length field */
  push(bytes: Uint8Array): readonly Uint8Array[];
  /** Bytes of a message that is not complete yet. */
  readonly pendingLength: number;
}

/** A new, empty split. A message is at most 65535 bytes, so what is pending is bounded by the protocol itself. */
export function messageSplit(): MessageSplit {
  let pending = new Uint8Array();
  return {
    push(bytes) {
      pending = joined(pending, bytes);
      const messages: Uint8Array[] = [];
      let end = endOf(pending);
      while (end !== undefined) {
        messages.push(pending.slice(lengthBytes, end));
        pending = pending.slice(end);
        end = endOf(pending);
      }
      return messages;
    },
    get pendingLength() {
      return pending.length;
    },
  };
}

/** A message with its length field. */
export function framed(message: Uint8Array): Uint8Array {
  return joined(Uint8Array.of(message.length >> 8, message.length & 0xff), message);
}

function endOf(bytes: Uint8Array): number | undefined {
  const [high, low] = bytes;
  if (high === undefined || low === undefined) return undefined;
  const end = lengthBytes + high * 256 + low;
  return end <= bytes.length ? end : undefined;
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(left.length + right.length);
  whole.set(left);
  whole.set(right, left.length);
  return whole;
}
