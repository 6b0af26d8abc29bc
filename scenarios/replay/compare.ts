import type { Recorded } from '#drivers/ports/evidence.ts';

/** Where two journals differ for the first time in what the terminal sent. */
export interface Divergence {
  /** What was sent: 'command to the card', 'message to the host', 'display', 'receipt', 'report'. */
  readonly side: string;
  /** The how manieth of its side, from 1. */
  readonly ordinal: number;
  /** What it is: GENERATE AC by its code, a message type, nothing for a display. */
  readonly name: string;
  /** Which element of a message; empty for the rest. */
  readonly part: string;
  /** Where in it, from 0: a byte of hexadecimal text, a character of other text. */
  readonly offset: number;
  readonly unit: 'byte' | 'character';
  /** As the record has it, `*` where it hides; 'nothing' where it ends. */
  readonly expected: string;
  readonly found: string;
  /** In the record; of the last event when the record has nothing there. */
  readonly eventIndex: number;
  readonly atMs: number;
  /** The last step that the terminal's kernel told of before it, in the replay. */
  readonly afterStep: string;
}

/** What the two journals came to. */
export interface Comparison {
  readonly divergence: Divergence | undefined;
  /** How many were compared, by side. */
  readonly counts: Readonly<Record<string, number>>;
  readonly comparedBytes: number;
  /** Bytes and characters that one of the two hides. */
  readonly hiddenBytes: number;
}

/** One thing that the terminal sent, in parts that are compared one after the other. */
interface Sent {
  readonly side: string;
  readonly name: string;
  readonly event: Recorded;
  readonly parts: readonly { readonly name: string; readonly text: string; readonly unit: 'byte' | 'character' }[];
}

/** Holds what the terminal sent in a replay against what it sent then, side by side, to the first difference. */
export function compareSent(recorded: readonly Recorded[], replayed: readonly Recorded[]): Comparison {
  const then = Map.groupBy(sentIn(recorded), ({ side }) => side);
  const now = Map.groupBy(sentIn(replayed), ({ side }) => side);
  const found: Divergence[] = [];
  const tally = { compared: 0, hidden: 0 };
  const counts: Record<string, number> = {};
  for (const side of new Set([...then.keys(), ...now.keys()])) {
    const [before, after] = [then.get(side) ?? [], now.get(side) ?? []];
    counts[side] = Math.min(before.length, after.length);
    for (let place = 0; place < Math.max(before.length, after.length); place += 1) {
      const difference = differenceOf(before[place], after[place], tally);
      if (difference === undefined) continue;
      found.push(placed(difference, { place, recorded, replayed, before: before[place], after: after[place] }));
      break;
    }
  }
  const [first] = found.toSorted((left, right) => left.atMs - right.atMs || left.eventIndex - right.eventIndex);
  return { divergence: first, counts, comparedBytes: tally.compared, hiddenBytes: tally.hidden };
}

function sentIn(events: readonly Recorded[]): readonly Sent[] {
  return events.flatMap((event): readonly Sent[] => {
    const text = (side: string, whole: string): readonly Sent[] => [
      { side, name: '', event, parts: [{ name: '', text: whole, unit: 'character' }] },
    ];
    if (event.kind === 'apdu') return event.direction === 'command' ? [commandIn(event)] : [];
    if (event.kind === 'host-message') return event.direction === 'to-host' ? [messageIn(event)] : [];
    if (event.kind === 'display' || event.kind === 'receipt') return text(event.kind, event.text);
    if (event.kind === 'reported') return text('report', JSON.stringify(sorted(event.report)));
    return event.kind === 'reconciled' ? text('report of a reconciliation', JSON.stringify(sorted(event.report))) : [];
  });
}

function commandIn(event: Extract<Recorded, { readonly kind: 'apdu' }>): Sent {
  return {
    side: event.interface === 'contact' ? 'command to the chip' : 'command to the card',
    name: event.hex.slice(0, 8),
    event,
    parts: [{ name: '', text: event.hex, unit: 'byte' }],
  };
}

function messageIn(event: Extract<Recorded, { readonly kind: 'host-message' }>): Sent {
  const elements = Object.entries(event.fields).toSorted(([left], [right]) => Number(left) - Number(right));
  const binary = new Set(['52', '53', '55', '64', '120', '128']);
  return {
    side: 'message to the host',
    name: event.mti,
    event,
    parts: [
      { name: 'message type', text: event.mti, unit: 'character' },
      ...elements.map(([number, value]) => ({
        name: `element ${number}`,
        text: value,
        unit: binary.has(number) ? ('byte' as const) : ('character' as const),
      })),
      { name: 'length', text: String(event.length), unit: 'character' },
    ],
  };
}

/** Reports are told with their members in the order of the alphabet. */
function sorted(report: object): object {
  return Object.fromEntries(Object.entries(report).toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

type Difference = Pick<Divergence, 'part' | 'offset' | 'unit' | 'expected' | 'found'>;

function differenceOf(
  before: Sent | undefined,
  after: Sent | undefined,
  tally: { compared: number; hidden: number },
): Difference | undefined {
  if (before === undefined || after === undefined) {
    const [expected, found] = [before, after].map((sent) => (sent === undefined ? 'nothing' : inShort(sent)));
    return { part: '', offset: 0, unit: 'byte', expected: expected ?? '', found: found ?? '' };
  }
  for (const [place, part] of before.parts.entries()) {
    const other = after.parts[place];
    if (other?.name !== part.name) {
      const found = other?.name ?? 'the end of the message';
      return { part: part.name, offset: 0, unit: part.unit, expected: part.name, found };
    }
    const difference = differingText(part, other.text, tally);
    if (difference !== undefined) return difference;
  }
  const surplus = after.parts[before.parts.length];
  return surplus === undefined
    ? undefined
    : { part: surplus.name, offset: 0, unit: surplus.unit, expected: 'the end of the message', found: surplus.name };
}

function differingText(
  part: Sent['parts'][number],
  other: string,
  tally: { compared: number; hidden: number },
): Difference | undefined {
  const width = part.unit === 'byte' ? 2 : 1;
  for (let at = 0; at < Math.max(part.text.length, other.length); at += width) {
    const [expected, found] = [part.text.slice(at, at + width), other.slice(at, at + width)];
    const isHidden = `${expected}${found}`.includes('*');
    if (isHidden ? !fits(expected, found) : expected !== found) {
      const words = (text: string): string => (text === '' ? 'nothing' : text);
      return {
        part: part.name,
        offset: at / width,
        unit: part.unit,
        expected: words(expected),
        found: words(found),
      };
    }
    if (isHidden) tally.hidden += 1;
    else tally.compared += 1;
  }
  return undefined;
}

/** A hidden nibble may be any, but it is one. */
function fits(expected: string, found: string): boolean {
  if (expected.length !== found.length) return false;
  return Array.from(expected).every(
    (nibble, place) => nibble === '*' || found[place] === '*' || nibble === found[place],
  );
}

function inShort({ side, name, parts }: Sent): string {
  if (side.startsWith('command')) return `command ${name}`;
  return name === '' ? (parts[0]?.text.slice(0, 60) ?? '') : `message ${name}`;
}

function placed(
  difference: Difference,
  at: {
    readonly place: number;
    readonly recorded: readonly Recorded[];
    readonly replayed: readonly Recorded[];
    readonly before: Sent | undefined;
    readonly after: Sent | undefined;
  },
): Divergence {
  const { before, after } = at;
  const sent = before ?? after;
  const step = at.replayed.findLast(
    ({ kind, index }) => kind === 'kernel' && index < (after?.event.index ?? Number.MAX_SAFE_INTEGER),
  );
  return {
    ...difference,
    side: sent?.side ?? '',
    name: sent?.name ?? '',
    ordinal: at.place + 1,
    eventIndex: before?.event.index ?? at.recorded.length,
    atMs: before?.event.atMs ?? after?.event.atMs ?? 0,
    afterStep: step?.kind === 'kernel' ? step.step : '',
  };
}
