import { usualFormat, type WireFormat } from './wire-format.ts';

/** Longest message that this host takes: the largest lawful one of the dialect is well below it. */
const messageLengthMax = 4096;
/** Message type and primary bitmap: nothing shorter can be a message. */
const messageLengthMin = 10;
const unitLength = 5;

/** What a run of bytes came to. */
export interface SplitMessages {
  /** Whole messages, without length and transport unit. */
  readonly messages: readonly Uint8Array[];
  /** The transport unit of each message; empty where the format has none. */
  readonly units: readonly Uint8Array[];
  /** The beginning of the next one; put it before the bytes that come next. */
  readonly rest: Uint8Array;
  /** Set when a length was unlawful: nothing after it can be trusted. */
  readonly badLength: number | undefined;
}

/** Cuts a stream into messages, each preceded by its length. Pure: the caller keeps the rest. */
export function splitMessages(buffer: Uint8Array, format: WireFormat = usualFormat): SplitMessages {
  const messages: Uint8Array[] = [];
  const units: Uint8Array[] = [];
  const headLength = format.lengthHeader === 'binary-2' ? 2 : 4;
  const unit = format.hasTransportUnit ? unitLength : 0;
  let at = 0;
  while (buffer.length - at >= headLength) {
    const length = lengthOf(buffer.subarray(at, at + headLength), format) - unit;
    if (!(length >= messageLengthMin && length <= messageLengthMax)) {
      return { messages, units, rest: buffer.slice(at), badLength: length };
    }
    const start = at + headLength + unit;
    if (buffer.length < start + length) break;
    units.push(buffer.slice(at + headLength, start));
    messages.push(buffer.slice(start, start + length));
    at = start + length;
  }
  return { messages, units, rest: buffer.slice(at), badLength: undefined };
}

/** NaN for what is no number. */
function lengthOf(head: Uint8Array, { lengthHeader }: WireFormat): number {
  if (lengthHeader === 'ascii-4') {
    const text = Buffer.from(head).toString('latin1');
    return /^\d{4}$/.test(text) ? Number(text) : Number.NaN;
  }
  return head.reduce((value, byte) => value * 256 + byte, 0);
}

/**
 * A message with its length before it, as it goes onto the wire.
 *
 * @param unit  the transport unit that the request came with: the answer bears it with destination and origin exchanged
 */
export function frameMessage(
  message: Uint8Array,
  format: WireFormat = usualFormat,
  unit: Uint8Array = new Uint8Array(),
): Uint8Array {
  const turned = Uint8Array.from([...unit.subarray(0, 1), ...unit.subarray(3, 5), ...unit.subarray(1, 3)]);
  const length = turned.length + message.length;
  const four = [length >> 24, length >> 16, length >> 8, length].map((value) => value & 0xff);
  const heads = {
    'binary-2': four.slice(2),
    'binary-4': four,
    'ascii-4': [...Buffer.from(String(length).padStart(4, '0'), 'latin1')],
  };
  const head = heads[format.lengthHeader];
  return Uint8Array.from([...head, ...turned, ...message]);
}
