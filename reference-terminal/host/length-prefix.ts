/** Puts the two-byte big-endian length of `body` in front of it. */
export function framed(body: Uint8Array): Uint8Array {
  const frame = Buffer.alloc(2 + body.length);
  frame.writeUInt16BE(body.length, 0);
  frame.set(body, 2);
  return frame;
}

/** Collects what arrives, whatever its borders, and gives back the bodies that are whole. Holds at most one frame. */
export interface FrameReader {
  push(bytes: Uint8Array): readonly Uint8Array[];
}

/** A frame reader for one connection. A body is at most 65 535 bytes by the width of its length. */
export function frameReader(): FrameReader {
  let rest: Uint8Array = new Uint8Array();
  return {
    push(bytes) {
      let buffer = Buffer.concat([rest, bytes]);
      const bodies: Uint8Array[] = [];
      while (buffer.length >= 2 && buffer.length >= 2 + buffer.readUInt16BE(0)) {
        const end = 2 + buffer.readUInt16BE(0);
        bodies.push(Uint8Array.from(buffer.subarray(2, end)));
        buffer = buffer.subarray(end);
      }
      rest = buffer;
      return bodies;
    },
  };
}
