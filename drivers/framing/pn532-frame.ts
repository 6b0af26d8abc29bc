/** Longest information frame of the chip's firmware, counted from the frame identifier to the last data byte. */
export const PN532_BODY_LENGTH_MAX = 265;

/** Frame identifier of everything the host says. */
export const HOST_TO_CHIP = 0xd4;
/** Frame identifier of everything the chip says. */
export const CHIP_TO_HOST = 0xd5;

/** Says "received", and, sent by the host while the chip works, "stop it". */
export const ACK_FRAME: Uint8Array = Uint8Array.of(0x00, 0x00, 0xff, 0x00, 0xff, 0x00);
/** Says "send your last response again"; only the host sends it. */
export const NACK_FRAME: Uint8Array = Uint8Array.of(0x00, 0x00, 0xff, 0xff, 0x00, 0x00);

/**
 * One thing that a decoder saw on the line. `raw` runs from the start code to the last checksum: preamble and
 * postamble carry nothing, and a chip may be told to leave them out.
 */
export type Pn532Frame =
  | { readonly kind: 'ack'; readonly raw: Uint8Array }
  | { readonly kind: 'nack'; readonly raw: Uint8Array }
  /** The chip's word for a command that it does not know or whose length is wrong. No response follows. */
  | { readonly kind: 'syntax-error'; readonly raw: Uint8Array }
  /** `data` begins with the command or response code; empty when the frame held nothing but its identifier. */
  | { readonly kind: 'information'; readonly identifier: number; readonly data: Uint8Array; readonly raw: Uint8Array }
  | {
      readonly kind: 'corrupt';
      readonly why: 'length-checksum' | 'data-checksum' | 'length';
      readonly raw: Uint8Array;
    };

/** Turns a byte stream into frames, whatever its chunks look like. */
export interface Pn532Decoder {
  /** Frames that became complete by these bytes, in order. */
  push(bytes: Uint8Array): readonly Pn532Frame[];
  /** Forgets a frame that has begun: for use after a silence, when the rest can no longer come. */
  reset(): void;
}

/**
 * Wraps command or response bytes into an information frame: the normal layout up to 254 data bytes, beyond that the
 * extended one.
 *
 * @param frame  identifier (D4 or D5), and 0 to 264 data bytes of which the first is the command code
 * @returns the whole frame with one preamble and one postamble byte
 * @throws {RangeError} when the data is longer than the chip's buffer
 * @clause UM0701-02 6.2.1.1, 6.2.1.2
 */
export function encodePn532Frame(frame: { readonly identifier: number; readonly data: Uint8Array }): Uint8Array {
  const length = 1 + frame.data.length;
  if (length > PN532_BODY_LENGTH_MAX) {
    throw new RangeError(`a frame holds at most ${PN532_BODY_LENGTH_MAX} bytes, asked for ${length}`);
  }
  const checksum = -(frame.identifier + sum(frame.data)) & 0xff;
  return Uint8Array.from([0x00, 0x00, 0xff, ...lengthField(length), frame.identifier, ...frame.data, checksum, 0x00]);
}

/**
 * A decoder that hunts for the start code and finds its way back after anything: noise, lost bytes, wrong checksums.
 * It holds one unfinished frame at most, so an endless preamble costs no memory.
 *
 * @clause UM0701-02 6.2.1
 */
export function createPn532Decoder(): Pn532Decoder {
  let pending = new Uint8Array(0);
  return {
    push(bytes) {
      const frames: Pn532Frame[] = [];
      pending = concatenate(pending, bytes);
      // Every round drops at least the two bytes of a start code, so the loop ends with the bytes.
      for (let step = next(pending); ; step = next(pending)) {
        pending = pending.slice(step.taken);
        if (step.frame === undefined) return frames;
        frames.push(step.frame);
      }
    },
    reset() {
      pending = new Uint8Array(0);
    },
  };
}

interface Step {
  /** Absent when more bytes are needed. */
  readonly frame?: Pn532Frame;
  /** Bytes that are done with. */
  readonly taken: number;
}

interface Header {
  /** Identifier and data. */
  readonly bodyLength: number;
  /** Start code, lengths and length checksum. */
  readonly length: number;
}

function next(bytes: Uint8Array): Step {
  const start = startCode(bytes);
  if (start === undefined) return { taken: bytes.at(-1) === 0x00 ? bytes.length - 1 : bytes.length };
  const rest = bytes.subarray(start);
  const [, , length, lengthChecksum] = rest;
  if (length === undefined || lengthChecksum === undefined) return { taken: start };
  const code = (length << 8) | lengthChecksum;
  if (code === 0x00ff) return { frame: { kind: 'ack', raw: rest.slice(0, 4) }, taken: start + 4 };
  if (code === 0xff00) return { frame: { kind: 'nack', raw: rest.slice(0, 4) }, taken: start + 4 };
  return body(rest, start, code === 0xffff ? extendedHeader(rest) : normalHeader(length, lengthChecksum));
}

function body(rest: Uint8Array, start: number, header: Header | 'incomplete' | 'length-checksum' | 'length'): Step {
  if (header === 'incomplete') return { taken: start };
  // Go on right behind the start code: what looked like a header may hide the start of a real frame.
  if (typeof header === 'string') return { frame: corrupt(header, rest.slice(0, 7)), taken: start + 2 };
  const end = header.length + header.bodyLength + 1;
  if (rest.length < end) return { taken: start };
  const raw = rest.slice(0, end);
  if ((sum(raw.subarray(header.length)) & 0xff) !== 0) {
    return { frame: corrupt('data-checksum', raw), taken: start + 2 };
  }
  const identifier = raw[header.length] ?? 0;
  const data = raw.slice(header.length + 1, -1);
  if (identifier === 0x7f && data.length === 0) return { frame: { kind: 'syntax-error', raw }, taken: start + end };
  return { frame: { kind: 'information', identifier, data, raw }, taken: start + end };
}

function startCode(bytes: Uint8Array): number | undefined {
  for (let index = bytes.indexOf(0xff, 1); index !== -1; index = bytes.indexOf(0xff, index + 1)) {
    if (bytes[index - 1] === 0x00) return index - 1;
  }
  return undefined;
}

function normalHeader(length: number, lengthChecksum: number): Header | 'length-checksum' {
  return ((length + lengthChecksum) & 0xff) === 0 ? { bodyLength: length, length: 4 } : 'length-checksum';
}

function extendedHeader(rest: Uint8Array): Header | 'incomplete' | 'length-checksum' | 'length' {
  const [, , , , high, low, lengthChecksum] = rest;
  if (high === undefined || low === undefined || lengthChecksum === undefined) return 'incomplete';
  if (((high + low + lengthChecksum) & 0xff) !== 0) return 'length-checksum';
  const bodyLength = high * 256 + low;
  // A longer frame can't come from this chip; to wait for its end would make us deaf for as long.
  return bodyLength === 0 || bodyLength > PN532_BODY_LENGTH_MAX ? 'length' : { bodyLength, length: 7 };
}

function lengthField(length: number): readonly number[] {
  if (length <= 0xff) return [length, -length & 0xff];
  const high = length >> 8;
  const low = length & 0xff;
  return [0xff, 0xff, high, low, -(high + low) & 0xff];
}

function corrupt(why: 'length-checksum' | 'data-checksum' | 'length', raw: Uint8Array): Pn532Frame {
  return { kind: 'corrupt', why, raw };
}

function sum(bytes: Uint8Array): number {
  return bytes.reduce((total, byte) => total + byte, 0);
}

function concatenate(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
