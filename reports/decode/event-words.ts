import type { ArmPose, Happening, Recorded } from '#drivers/ports/evidence.ts';
import { describeCommand, describeResponse, learnFrom } from './apdu.ts';
import type { ApduReading } from './apdu.ts';
import { tagLabel, describeDataObject } from './data-object.ts';
import type { Decoded, DecodedRow } from './decoded.ts';
import { describeHostMessage } from './iso8583.ts';
import { kernelRows, stepTitle } from './kernel-words.ts';
import { describePn532Frame } from './pn532.ts';

/** The lanes of a timeline, top to bottom. */
export const LANES = ['scenario', 'arm', 'card', 'wire', 'terminal', 'display', 'host', 'power', 'faults'] as const;

/** Where an event belongs on the timeline. */
export type Lane = (typeof LANES)[number];

/** What an event tells: nothing special, something good, a warning, something bad. */
export type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** One event in words. */
export interface EventWords extends Decoded {
  readonly index: number;
  readonly atMs: number;
  readonly kind: Happening['kind'];
  readonly lane: Lane;
  readonly tone: Tone;
  /** The masked bytes, where the event has some. */
  readonly hex: string;
}

/** Puts the events of one case into words. What the card told earlier helps to take later commands apart. */
export function describeEvents(events: readonly Recorded[]): readonly EventWords[] {
  let reading: ApduReading = {};
  let asked = '';
  return events.map((event) => {
    reading = nextReading(event, reading);
    const said = describe(event, reading);
    const isAnswer = event.kind === 'apdu' && event.direction === 'response' && asked !== '';
    const words = isAnswer ? { ...said, title: `${said.title} · to ${asked}` } : said;
    if (event.kind === 'apdu')
      asked = event.direction === 'command' ? (said.title.split(/,| (?=[0-9A-F]{4}|2PAY)/u)[0] ?? '') : '';
    return { hex: '', tone: 'plain', rows: [], ...words, index: event.index, atMs: event.atMs, kind: event.kind };
  });
}

/** What an event adds: lists of the card, the kernel that the terminal chose, whether a cryptogram was asked for before. */
function nextReading(event: Happening, reading: ApduReading): ApduReading {
  if (event.kind === 'apdu' && event.direction === 'response') return learnFrom(event.hex, reading, event.interface);
  if (event.kind === 'apdu' && event.hex.startsWith('00A4')) return {};
  if (event.kind !== 'kernel') return reading;
  const kernel = Number(event.facts['kernel']);
  if (event.step === 'selected' && kernel >= 1 && kernel <= 8) return { ...reading, kernelId: kernel };
  return event.step === 'cryptogram' ? { ...reading, hasCryptogram: true } : reading;
}

/** The line of a log: time in milliseconds, lane, words. */
export function logLine(words: EventWords): string {
  return `${words.atMs.toFixed(1).padStart(10)}  ${words.lane.padEnd(8)}  ${words.title}`;
}

type Words = Pick<EventWords, 'title' | 'lane'> & Partial<Pick<EventWords, 'rows' | 'tone' | 'hex'>>;

function describe(event: Happening, reading: ApduReading): Words {
  switch (event.kind) {
    case 'apdu':
      return describeApdu(event, reading);
    case 'apdu-lost':
      return { lane: 'card', title: `no answer from the card: ${event.why}`, tone: 'warn' };
    case 'polled':
      return { lane: 'card', title: `poll: ${event.found}`, tone: event.found === 'collision' ? 'warn' : 'plain' };
    case 'slot':
      return { lane: 'card', title: `chip slot: ${event.found} ${event.answerToReset}`.trimEnd() };
    case 'frame':
      return { lane: 'wire', ...frameWords(event), hex: event.hex };
    case 'arm':
      return { lane: 'arm', title: poseWords(event.pose) };
    case 'field':
      return { lane: 'arm', title: fieldWords(event), tone: event.isPowered ? 'good' : 'plain' };
    case 'host-message':
    case 'host-link':
    case 'host-decision':
      return describeHost(event, reading);
    case 'supply':
    case 'power':
    case 'switch':
    case 'bus':
    case 'lost-real-time':
      return describePower(event);
    case 'card-refusal':
      return {
        lane: 'card',
        title: withWhy(`${event.card} does not take the issuer's proof or script`, event.facts),
        tone: 'warn',
        rows: factRows(event.facts),
      };
    case 'fault':
      return { lane: 'faults', title: `${event.name} ${event.state}`, tone: 'warn', rows: factRows(event.facts) };
    case 'kernel': {
      const isWrong = event.facts['result'] === 'failed' || event.facts['signature'] === 'failed';
      const rows = kernelRows(event.facts, reading);
      return { lane: 'terminal', title: stepTitle(event, reading), rows, tone: isWrong ? 'warn' : 'plain' };
    }
    case 'identity':
    case 'step':
    case 'requested':
    case 'reported':
    case 'reconciled':
    case 'display':
    case 'inserted':
    case 'cardholder':
    case 'receipt':
    case 'book':
    case 'expectation':
    case 'failure':
      return describeCase(event, reading);
    default:
      return event satisfies never;
  }
}

type HostEvent = Extract<Happening, { kind: 'host-message' | 'host-link' | 'host-decision' }>;
type PowerEvent = Extract<Happening, { kind: 'supply' | 'power' | 'switch' | 'bus' | 'lost-real-time' }>;
type CaseEvent = Extract<
  Happening,
  {
    kind:
      | 'identity'
      | 'step'
      | 'requested'
      | 'reported'
      | 'reconciled'
      | 'display'
      | 'inserted'
      | 'cardholder'
      | 'receipt'
      | 'book'
      | 'expectation'
      | 'failure';
  }
>;

function describeApdu(event: Extract<Happening, { kind: 'apdu' }>, reading: ApduReading): Words {
  if (event.direction === 'command') return { lane: 'card', ...describeCommand(event.hex, reading), hex: event.hex };
  const isGood = event.hex.toUpperCase().endsWith('9000');
  return { lane: 'card', ...describeResponse(event.hex, reading), hex: event.hex, tone: isGood ? 'good' : 'warn' };
}

function describeHost(event: HostEvent, reading: ApduReading): Words {
  if (event.kind === 'host-message') {
    const tone = event.isDelivered ? 'plain' : 'bad';
    const { title, rows } = describeHostMessage(event, reading);
    return { lane: 'host', title: `${event.direction === 'to-host' ? '→' : '←'} ${title}`, rows, tone };
  }
  if (event.kind === 'host-link') {
    const isBad = event.state === 'reset' || event.state === 'refused';
    return {
      lane: 'host',
      title: `link to the host ${event.state}${event.why === undefined ? '' : `: ${event.why}`}`,
      tone: isBad ? 'bad' : 'plain',
    };
  }
  const decided = ['the host decided', event.facts['responseCode'], event.facts['reason']].filter(Boolean).join(' ');
  return { lane: 'host', title: withWhy(decided, event.facts), rows: factRows(event.facts) };
}

/** The reason belongs into the line of the log: it is what one looks for. */
function withWhy(title: string, facts: Readonly<Record<string, string>>): string {
  return facts['why'] === undefined ? title : `${title}: ${facts['why']}`;
}

function describePower(event: PowerEvent): Words {
  switch (event.kind) {
    case 'supply':
      return { lane: 'power', title: `${event.name}: ${event.voltageMv} mV, ${event.chargePercent} %` };
    case 'power':
      return {
        lane: 'power',
        title: `${event.of} ${event.isOn ? 'on' : 'off'}: ${event.why}`,
        tone: event.isOn ? 'good' : 'bad',
      };
    case 'switch':
      return { lane: 'power', title: `switch ${event.name} ${event.isOn ? 'on' : 'off'}` };
    case 'bus':
      return { lane: 'power', title: `bus ${event.topic}: ${event.payload}` };
    case 'lost-real-time':
      return { lane: 'faults', title: `${event.device} lost ${event.lostMs.toFixed(1)} ms of real time`, tone: 'warn' };
    default:
      return event satisfies never;
  }
}

function describeCase(event: CaseEvent, reading: ApduReading): Words {
  switch (event.kind) {
    case 'identity': {
      const { vendor, product, version, facts } = event.identity;
      return { lane: 'scenario', title: `${event.role}: ${vendor} ${product} ${version}`, rows: factRows(facts ?? {}) };
    }
    case 'step':
      return { lane: 'scenario', title: event.text };
    case 'requested':
      return {
        lane: 'terminal',
        title: `${event.request.kind} of ${amountWords(event.request)} requested`,
      };
    case 'reported': {
      const { displayed, ...report } = event.report;
      const rows = [
        ...reportRows(report, reading),
        { depth: 0, label: 'displayed', value: displayed.join(' · '), meaning: '' },
      ];
      const tone = event.report.outcome === 'approved' ? 'good' : 'plain';
      return { lane: 'terminal', title: `${event.report.outcome}: ${event.report.reason}`, rows, tone };
    }
    case 'reconciled': {
      const tone = event.report.outcome === 'in-balance' ? 'good' : 'warn';
      return { lane: 'terminal', title: `batch ${event.report.outcome}: ${event.report.reason}`, tone };
    }
    case 'display':
      return { lane: 'display', title: event.text };
    case 'inserted':
    case 'cardholder':
    case 'receipt':
      return describePerson(event);
    case 'book':
      return {
        lane: 'scenario',
        title: `books of the ${event.of}: ${event.entries.length} entries`,
        rows: bookRows(event),
      };
    case 'expectation': {
      const rows = [
        { depth: 0, label: 'expected', value: event.expected, meaning: '' },
        { depth: 0, label: 'observed', value: event.observed, meaning: event.proves.join(' ') },
      ];
      return { lane: 'scenario', title: event.text, rows, tone: event.holds ? 'good' : 'bad' };
    }
    case 'failure':
      return {
        lane: 'faults',
        title: `${event.code} (${event.blame}): ${event.message}`,
        tone: 'bad',
        rows: factRows(event.facts),
      };
    default:
      return event satisfies never;
  }
}

function describePerson(event: Extract<Happening, { kind: 'inserted' | 'cardholder' | 'receipt' }>): Words {
  switch (event.kind) {
    case 'inserted':
      return { lane: 'card', title: `${event.card} ${event.isIn ? 'put into' : 'taken out of'} the chip slot` };
    case 'cardholder':
      return { lane: 'display', title: `cardholder, asked for ${event.asked}: ${event.did}` };
    case 'receipt': {
      const lines = event.text.split('\n');
      const rows = lines.map((value) => ({ depth: 0, label: '', value, meaning: '' }));
      return { lane: 'display', title: `receipt of ${lines.length} lines`, rows };
    }
    default:
      return event satisfies never;
  }
}

function frameWords(event: Extract<Happening, { kind: 'frame' }>): Pick<Words, 'title' | 'rows'> {
  const arrow = event.direction === 'sent' ? '→' : '←';
  if (!event.wire.toLowerCase().includes('pn532'))
    return { title: `${arrow} ${event.wire}, ${event.hex.length / 2} bytes` };
  const { title, rows } = describePn532Frame(event.hex);
  return { title: `${arrow} ${title}`, rows };
}

function poseWords(pose: ArmPose): string {
  const { xMm, yMm, zMm } = pose.position;
  const place = `x ${xMm.toFixed(1)}, y ${yMm.toFixed(1)}, z ${zMm.toFixed(1)} mm`;
  return `card ${pose.source} at ${place}, tilt ${pose.tiltDeg.toFixed(1)}°, ±${pose.uncertaintyMm.toFixed(1)} mm`;
}

function fieldWords(event: Extract<Happening, { kind: 'field' }>): string {
  return `${event.card} ${event.isPowered ? 'has power' : 'has no power'} at ${event.strengthAPerM.toFixed(2)} A/m`;
}

function amountWords(request: { readonly amountMinor: number; readonly currencyCode: string }): string {
  return `${request.amountMinor} minor units of currency ${request.currencyCode}`;
}

function bookRows(event: Extract<Happening, { kind: 'book' }>): readonly DecodedRow[] {
  return event.entries.map((entry) => ({
    depth: 0,
    label: `STAN ${entry.stan}`,
    value: String(entry.amountMinor),
    meaning: entry.state,
  }));
}

/** The terminal's own report, whose two fields of bits are told in words. */
function reportRows(report: object, reading: ApduReading): readonly DecodedRow[] {
  const tags: Readonly<Record<string, string>> = {
    terminalVerificationResultsHex: '95',
    transactionStatusInformationHex: '9B',
  };
  return factRows(report).map((row) => {
    const tagHex = tags[row.label];
    if (tagHex === undefined) return row;
    return { ...row, label: tagLabel(tagHex), meaning: describeDataObject({ tagHex, valueHex: row.value }, reading) };
  });
}

function factRows(facts: object): readonly DecodedRow[] {
  return Object.entries(facts).map(([label, value]) => ({
    depth: 0,
    label,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    meaning: '',
  }));
}
