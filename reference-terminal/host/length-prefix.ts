/** How messages are told apart on a stream, and what stands before each. */
export interface Framing {
  /** Length of what follows: two or four bytes, big-endian, or four ASCII digits. */
  readonly lengthHeader: 'binary-2' | 'binary-4' | 'ascii-4';
  /** Transport protocol data unit, 5 bytes: identifier, destination, origin. Answers bear it the other way round. */
  readonly tpduHex?: string;
}

/** What most hosts have. */
export const usualFraming: Framing = { lengthHeader: 'binary-2' };

const HEADER_BYTES: Readonly<Record<Framing['lengthHeader'], number>> = { 'binary-2': 2, 'binary-4': 4, 'ascii-4': 4 };
const TPDU_BYTES = 5;
/** A longer body can't be read on: whoever says so does not speak this framing. */
const BODY_BYTES_MAX = 65_535;

/** Puts length, and transport unit where there is one, in front of `body`. */
export function framed(body: Uint8Array, framing: Framing = usualFraming): Uint8Array {
  const unit = Buffer.from(framing.tpduHex ?? '', 'hex');
  const length = unit.length + body.length;
  return Buffer.concat([header(length, framing.lengthHeader), unit, body]);
}

function header(length: number, kind: Framing['lengthHeader']): Uint8Array {
  if (kind === 'ascii-4') return Buffer.from(String(length).padStart(4, '0'), 'latin1');
  const bytes = Buffer.alloc(HEADER_BYTES[kind]);
  bytes.writeUIntBE(length, 0, bytes.length);
  return bytes;
}

/** Collects what arrives, whatever its borders, and gives back the bodies that are whole. Holds at most one frame. */
export interface FrameReader {
  push(bytes: Uint8Array): readonly Uint8Array[];
  /** Whether a length came that can't be: nothing after it can be trusted. */
  isBroken(): boolean;
}

/** A frame reader for one connection. */
export function frameReader(framing: Framing = usualFraming): FrameReader {
  const headerBytes = HEADER_BYTES[framing.lengthHeader];
  const unitBytes = framing.tpduHex === undefined ? 0 : TPDU_BYTES;
  let rest: Uint8Array = new Uint8Array();
  let isBroken = false;
  return {
    isBroken: () => isBroken,
    push(bytes) {
      let buffer = Buffer.concat([rest, bytes]);
      const bodies: Uint8Array[] = [];
      while (!isBroken && buffer.length >= headerBytes) {
        const length = lengthIn(buffer, framing.lengthHeader);
        if (length === undefined || length < unitBytes || length > BODY_BYTES_MAX) {
          isBroken = true;
          buffer = buffer.subarray(buffer.length);
          break;
        }
        if (buffer.length < headerBytes + length) break;
        bodies.push(Uint8Array.from(buffer.subarray(headerBytes + unitBytes, headerBytes + length)));
        buffer = buffer.subarray(headerBytes + length);
      }
      rest = buffer;
      return bodies;
    },
  };
}

function lengthIn(buffer: Buffer, kind: Framing['lengthHeader']): number | undefined {
  if (kind !== 'ascii-4') return buffer.readUIntBE(0, HEADER_BYTES[kind]);
  const digits = buffer.toString('latin1', 0, HEADER_BYTES[kind]);
  return /^\d{4}$/.test(digits) ? Number(digits) : undefined;
}
