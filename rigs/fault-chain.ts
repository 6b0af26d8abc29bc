import type { Delivery, LinkEnd, LinkFault, Passage, Piece } from './faults/fault.ts';
import { TriggerCount, type Range } from './faults/link-trigger.ts';

/** A fault in force with its counts. */
export interface ArmedFault {
  readonly fault: LinkFault;
  readonly count: TriggerCount;
  /** Whether it was in force for the last bytes that it watched. */
  isStriking: boolean;
}

/** What all armed faults together make of a passage. */
export interface Shaped {
  readonly pieces: readonly Piece[];
  readonly end: LinkEnd | undefined;
  /** Faults that strike now: those that are in force for some of it and were not yet for this message. */
  readonly struck: readonly ArmedFault[];
  /** Whether what goes on is the passage, byte for byte and whole; pieces and delays change nothing. */
  readonly isUnchanged: boolean;
}

/** A fault that begins to count now. */
export function armFault(fault: LinkFault, nowMs: number): ArmedFault {
  return { fault, count: new TriggerCount(fault.trigger, fault.grain, nowMs), isStriking: false };
}

/**
 * Lets a passage through the faults in the order in which they were armed; each sees what the ones before it let through.
 * When each is in force depends on what was sent alone, so that the count of one does not depend on its neighbours.
 */
export function shapePassage(passage: Passage, armed: readonly ArmedFault[], nowMs: number): Shaped {
  const watching = armed.filter(({ count }) => count.watches(passage.direction));
  const ranges = watching.map((each) => ({ each, range: each.count.take(passage, nowMs) }));
  const struck = ranges.filter((ranged) => strikes(passage, ranged)).map(({ each }) => each);
  const pieces: Piece[] = [];
  let end: LinkEnd | undefined;
  for (const segment of segmentsOf(passage, ranges)) {
    if (end !== undefined) break;
    const shaped = throughFaults(segment, ranges);
    pieces.push(...shaped.pieces);
    end = shaped.end;
  }
  const own = Buffer.concat(pieces.filter(({ isExtra }) => isExtra !== true).map(({ bytes }) => bytes));
  return { pieces, end, struck, isUnchanged: own.equals(passage.bytes) };
}

interface Ranged {
  readonly each: ArmedFault;
  readonly range: Range | undefined;
}

function strikes({ beginsMessage }: Passage, { each, range }: Ranged): boolean {
  const isNew = range !== undefined && (beginsMessage || !each.isStriking);
  each.isStriking = range !== undefined;
  return isNew;
}

interface Segment extends Range {
  readonly passage: Passage;
}

/** Cuts a passage where a fault comes into force or goes out of it. */
function segmentsOf(passage: Passage, ranges: readonly Ranged[]): readonly Segment[] {
  const { length } = passage.bytes;
  const borders = new Set([0, length, ...ranges.flatMap(({ range }) => (range ? [range.from, range.to] : []))]);
  const places = [...borders].toSorted((a, b) => a - b);
  return places.slice(1).map((to, index) => {
    const from = places[index] ?? 0;
    return { from, to, passage: partOf(passage, { from, to }) };
  });
}

function partOf(passage: Passage, { from, to }: Range): Passage {
  return {
    ...passage,
    bytes: passage.bytes.subarray(from, to),
    beginsMessage: passage.beginsMessage && from === 0,
    endsMessage: passage.endsMessage && to === passage.bytes.length,
  };
}

function throughFaults(segment: Segment, ranges: readonly Ranged[]): Delivery {
  let delivery: Delivery = { pieces: [{ bytes: segment.passage.bytes }] };
  for (const { each, range } of ranges) {
    const isInForce = range !== undefined && range.from <= segment.from && segment.to <= range.to;
    const act = isInForce ? each.fault.shape : each.fault.otherwise;
    if (act === undefined) continue;
    delivery = eachPiece(segment.passage, delivery, act);
  }
  return delivery;
}

function eachPiece(passage: Passage, before: Delivery, act: (passage: Passage) => Delivery): Delivery {
  const pieces: Piece[] = [];
  const own = before.pieces.filter(({ isExtra }) => isExtra !== true);
  for (const piece of before.pieces) {
    // A copy, or a message that comes late, is beyond the count of what was sent: it goes on as it is.
    if (piece.isExtra === true) {
      pieces.push(piece);
      continue;
    }
    const shaped = act({
      ...passage,
      bytes: piece.bytes,
      beginsMessage: passage.beginsMessage && piece === own[0],
      endsMessage: passage.endsMessage && piece === own.at(-1),
    });
    pieces.push(...heldBack(shaped.pieces, piece.delayMs ?? 0));
    if (shaped.end !== undefined) return { pieces, end: shaped.end };
  }
  return before.end === undefined ? { pieces } : { pieces, end: before.end };
}

function heldBack(pieces: readonly Piece[], delayMs: number): readonly Piece[] {
  return pieces.map((piece, index) => (index === 0 ? { ...piece, delayMs: (piece.delayMs ?? 0) + delayMs } : piece));
}
