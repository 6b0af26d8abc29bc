/**
 * How long bytes are in the air between reader and card, ISO/IEC 14443-4 at 106 kbit/s.
 */

/** One byte with its parity bit and its share of the guard time. */
const byteMs = 0.094;
/** Turn-around before the other side answers, about the shortest that the standard lets a card take. */
const turnAroundMs = 0.09;
/** Protocol control byte and two bytes of checksum. */
const frameOverhead = 3;

/** Frame sizes by the card's FSCI. ISO/IEC 14443-4, table 1. */
const frameSizes = [16, 24, 32, 40, 48, 64, 96, 128, 256] as const;
const defaultFrameSize = 32;
const largestFrameSize = 256;

/**
 * The largest frame that a card takes, from its answer to select without the length byte.
 *
 * @clause ISO/IEC 14443-4, 5.2.3
 */
export function frameSizeOf(answerToSelect: Uint8Array): number {
  const [format] = answerToSelect;
  return format === undefined ? defaultFrameSize : (frameSizes[format & 0x0f] ?? largestFrameSize);
}

/**
 * Time for an APDU to cross, in milliseconds: its bytes, the overhead of every frame, and for every frame but the last
 * the acknowledgement that asks for the next.
 */
export function crossingMs(apdu: Uint8Array, options: { readonly frameSize: number }): number {
  const frames = Math.max(1, Math.ceil(apdu.length / (options.frameSize - frameOverhead)));
  const bytes = apdu.length + frames * frameOverhead + (frames - 1) * frameOverhead;
  return bytes * byteMs + (2 * frames - 1) * turnAroundMs;
}
