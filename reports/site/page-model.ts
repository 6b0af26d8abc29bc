import type { Recorded } from '#drivers/ports/evidence.ts';
import type { DecodedRow } from '../decode/decoded.ts';
import { LANES, describeEvents } from '../decode/event-words.ts';
import type { EventWords, Tone } from '../decode/event-words.ts';
import type { CaseRecord, RunRecord } from '../evidence/run-record.ts';

/** How much of a case the page carries. What is left out stays in the journal, and the page says so. */
export interface PageBounds {
  readonly framesMax: number;
  readonly eventsMax: number;
  readonly curvePointsMax: number;
}

/** Keep forty cases of three hundred events far under three megabytes. */
export const PAGE_BOUNDS: PageBounds = { framesMax: 400, eventsMax: 1500, curvePointsMax: 300 };

/** `[index, atMs, lane, tone, title, detail or -1, hex or -1]`; the last three point into the table of strings. */
export type EventRow = readonly [number, number, number, number, number, number, number];

/** What the page's script draws a case from. Short names, as this is most of the page. */
export interface PageCase {
  readonly events: readonly EventRow[];
  /** `[atMs, x, z, tilt, uncertainty, 1 when observed]`, in millimetres and degrees. */
  readonly arm: readonly (readonly number[])[];
  /** `[atMs, A/m, 1 when powered]` */
  readonly field: readonly (readonly number[])[];
  /** `[atMs, millivolt, percent]` */
  readonly supply: readonly (readonly number[])[];
  /** `[atMs, thing, 1 when on]`: power, switches and the link to the host. */
  readonly states: readonly (readonly [number, string, number])[];
  /** `[atMs, fault, armed | struck | lifted]` */
  readonly faults: readonly (readonly [number, string, string])[];
  readonly omittedFrames: number;
  readonly omittedEvents: number;
}

/** Everything the page's script needs. */
export interface PageModel {
  readonly lanes: readonly string[];
  readonly tones: readonly Tone[];
  readonly strings: readonly string[];
  readonly cases: readonly PageCase[];
}

const TONES: readonly Tone[] = ['plain', 'good', 'warn', 'bad'];
/** Drawn as curves; a row each would bury the list. */
const DRAWN_ONLY = new Set<Recorded['kind']>(['arm', 'supply']);

/**
 * Makes what the page's script draws from. Texts are decoded here, once, and kept in one table for all cases: cases
 * talk to the same cards, so most texts occur many times.
 */
export function pageModel(run: RunRecord, bounds: PageBounds = PAGE_BOUNDS): PageModel {
  const strings = new StringTable();
  const cases = run.cases.map((each) => pageCase(each, { strings, bounds }));
  return { lanes: LANES, tones: TONES, strings: strings.all, cases };
}

class StringTable {
  readonly all: string[] = [];
  readonly #places = new Map<string, number>();
  place(text: string): number {
    if (text === '') return -1;
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.all.length);
    return this.all.push(text) - 1;
  }
}

function pageCase(each: CaseRecord, given: { readonly strings: StringTable; readonly bounds: PageBounds }): PageCase {
  const { strings, bounds } = given;
  const listed = describeEvents(each.events).filter((words) => !DRAWN_ONLY.has(words.kind));
  let frameCount = 0;
  const withinFrames = listed.filter((words) => words.kind !== 'frame' || (frameCount += 1) <= bounds.framesMax);
  const kept = withinFrames.slice(0, bounds.eventsMax);
  return {
    events: kept.map((words) => eventRow(words, strings)),
    ...curves(each.events, bounds.curvePointsMax),
    states: each.events.flatMap((event) => stateOf(event)),
    faults: each.events.flatMap((event) =>
      event.kind === 'fault' ? [[tenths(event.atMs), event.name, event.state] as const] : [],
    ),
    omittedFrames: Math.max(0, frameCount - bounds.framesMax),
    omittedEvents: withinFrames.length - kept.length,
  };
}

function eventRow(words: EventWords, strings: StringTable): EventRow {
  return [
    words.index,
    tenths(words.atMs),
    LANES.indexOf(words.lane),
    TONES.indexOf(words.tone),
    strings.place(words.title === '' ? '(empty)' : words.title),
    strings.place(words.rows.map((row) => rowText(row)).join('\n')),
    strings.place(words.hex),
  ];
}

/** A row as text: depth, label, value and meaning with tabs between them. */
function rowText(row: DecodedRow): string {
  return [String(row.depth), row.label, row.value, row.meaning]
    .map((part) => part.replaceAll(/[\t\n\r]+/gu, ' '))
    .join('\t');
}

function curves(events: readonly Recorded[], pointsMax: number): Pick<PageCase, 'arm' | 'field' | 'supply'> {
  const arm = events.flatMap((event) => {
    if (event.kind !== 'arm') return [];
    const { position, tiltDeg, uncertaintyMm, source } = event.pose;
    const isObserved = source === 'observed' ? 1 : 0;
    return [[event.atMs, position.xMm, position.zMm, tiltDeg, uncertaintyMm, isObserved].map((value) => tenths(value))];
  });
  const field = events.flatMap((event) =>
    event.kind === 'field' ? [[tenths(event.atMs), hundredths(event.strengthAPerM), event.isPowered ? 1 : 0]] : [],
  );
  const supply = events.flatMap((event) =>
    event.kind === 'supply' ? [[tenths(event.atMs), Math.round(event.voltageMv), tenths(event.chargePercent)]] : [],
  );
  return { arm: thinned(arm, pointsMax), field: thinned(field, pointsMax), supply: thinned(supply, pointsMax) };
}

function stateOf(event: Recorded): readonly (readonly [number, string, number])[] {
  const atMs = tenths(event.atMs);
  if (event.kind === 'power') return [[atMs, `power of ${event.of}`, event.isOn ? 1 : 0]];
  if (event.kind === 'switch') return [[atMs, `switch ${event.name}`, event.isOn ? 1 : 0]];
  if (event.kind === 'host-link') return [[atMs, 'host link', event.state === 'connected' ? 1 : 0]];
  return [];
}

/** Every n-th point, and always the last. */
function thinned<T>(points: readonly T[], pointsMax: number): readonly T[] {
  if (points.length <= pointsMax) return points;
  const stride = Math.ceil(points.length / pointsMax);
  return points.filter((_, index) => index % stride === 0 || index === points.length - 1);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
