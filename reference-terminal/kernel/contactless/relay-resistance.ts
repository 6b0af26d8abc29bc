import { steadyMs } from '../../device/steady-time.ts';
import type { RelayResistanceSettings } from '../../contactless-settings.ts';
import { statusSuccess } from '../application-protocol-data-unit.ts';
import { byteAt, concatBytes, sameBytes, toHex, toUnsigned } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { openFrame, recover } from '../offline-data-authentication/recovery.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import type { TerminalVerificationBit } from '../terminal-verification-results.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import type { ContactlessKernelNeeds } from './kernel-result.ts';
import type { UsedNumbers } from './unpredictable-number.ts';

/** What the relay resistance protocol came to. */
export type RelayResistance =
  | {
      readonly kind: 'performed';
      readonly bits: readonly TerminalVerificationBit[];
      /** How long the last exchange took, without transmission, in units of 100 microseconds. */
      readonly measuredHundredUs: number;
      readonly attemptCount: number;
    }
  | KernelStop;

/** What the card says about itself, all times in units of 100 microseconds. */
interface CardTimes {
  readonly minHundredUs: number;
  readonly maxHundredUs: number;
  readonly transmissionHundredUs: number;
}

const attemptCountMax = 3;
const answerBytes = 10;
const hundredUsPerMs = 10;
/** Tags of what both sides contributed, in the order in which the card signs it. */
const signedTags = ['DF8301', 'DF8302', 'DF8303', 'DF8304', 'DF8305'] as const;

/**
 * Runs the relay resistance protocol right after GET PROCESSING OPTIONS: the terminal's entropy out, the card's entropy
 * and its times back, and a clock on it. An answer that comes too late is asked for again with fresh entropy, three
 * times in all. The entropy is the unpredictable number, so that each attempt gives the transaction a new one.
 *
 * @clause C-2 3.10 and 5.3: measured time is the elapsed time without the command's expected transmission time and the
 *   lesser of the two response transmission times; sooner than the card can: card data error; later than its maximum
 *   and the grace: time limits exceeded; transmission times that differ too much, or too long after the card's minimum:
 *   threshold exceeded.
 * @reads The terminal's clock stands at the reader's side of the kernel: on hardware the time in the reader's own link
 *   counts too, which the expected transmission times of the configuration must cover.
 */
export async function resistRelay(
  needs: Pick<ContactlessKernelNeeds, 'clock' | 'random'>,
  card: { readonly session: CardSession; readonly data: DataObjects; readonly usedNumbers: UsedNumbers },
  settings: RelayResistanceSettings,
): Promise<RelayResistance> {
  const { session, data, usedNumbers } = card;
  for (let attemptCount = 1; ; attemptCount += 1) {
    const entropy = attemptCount === 1 ? data.get('9F37') : usedNumbers.draw(needs.random);
    if (entropy === undefined) return { kind: 'ended', reason: 'random-source-repeats' };
    data.set('9F37', entropy);
    const startMs = steadyMs(needs.clock);
    const answer = await session.transmit(
      concatBytes([Uint8Array.of(0x80, 0xea, 0x00, 0x00, 0x04), entropy, Uint8Array.of(0)]),
    );
    const elapsedHundredUs = Math.floor((steadyMs(needs.clock) - startMs) * hundredUsPerMs);
    if (answer.kind !== 'answered') return answer;
    const { statusWord } = answer;
    if (statusWord !== statusSuccess) return { kind: 'ended', reason: 'card-status-error', statusWord };
    const times = takeAnswer(data, answer.data);
    if (times === undefined) return { kind: 'ended', reason: 'card-data-error' };
    const measuredHundredUs = measured(elapsedHundredUs, times, settings);
    note(data, { entropy, measuredHundredUs, attemptCount });
    if (measuredHundredUs < Math.max(0, times.minHundredUs - settings.graceMinHundredUs)) {
      return { kind: 'ended', reason: 'relay-times-implausible' };
    }
    const isLate = measuredHundredUs > times.maxHundredUs + settings.graceMaxHundredUs;
    if (isLate && attemptCount < attemptCountMax) continue;
    const bits: TerminalVerificationBit[] = ['relay-resistance-performed'];
    if (isLate) bits.push('relay-time-limits-exceeded');
    if (isBeyondThreshold(measuredHundredUs, times, settings)) bits.push('relay-threshold-exceeded');
    return { kind: 'performed', bits, measuredHundredUs, attemptCount };
  }
}

/**
 * Whether the combined signature vouches for the protocol's data: they follow the transaction data hash.
 *
 * @clause C-2, combined authentication with relay resistance: a signature over other data has failed
 */
export function isRelayResistanceSigned(data: DataObjects, cardKey: PublicKey): boolean {
  const recovered = recover(data.get('9F4B') ?? new Uint8Array(), cardKey);
  const frame = recovered === undefined ? undefined : openFrame(recovered, 0x05);
  if (frame === undefined || frame.content.length < 4) return false;
  const dynamic = frame.content.subarray(3, 3 + byteAt(frame.content, 2));
  const own = concatBytes(signedTags.map((tag) => data.get(tag) ?? new Uint8Array()));
  // Length and number, information data, cryptogram, hash.
  const offset = 1 + byteAt(frame.content, 3) + 1 + 8 + 20;
  return sameBytes(dynamic.subarray(offset, offset + own.length), own);
}

/**
 * Track 2 data that carry the protocol's data to an issuer when no signature does: in place of the discretionary digits
 * come key index, attempts before the last, the card's entropy and the measured milliseconds.
 *
 * @returns undefined when the track is none
 * @clause C-2, S910.39
 */
export function trackWithRelayData(data: DataObjects): Uint8Array | undefined {
  const track = /^([0-9]{8,19}D[0-9]{7})/.exec(toHex(data.get('57') ?? new Uint8Array()))?.[1];
  if (track === undefined) return undefined;
  const isShortPan = track.indexOf('D') <= 16;
  const keyIndex = data.get('8F')?.[0] ?? 0;
  const entropy = data.get('DF8302') ?? new Uint8Array(4);
  const measuredMs = Math.floor(toUnsigned(data.get('DF8306') ?? new Uint8Array(2)) / hundredUsPerMs);
  const digits = [
    String(keyIndex < 10 ? keyIndex : 0),
    String(data.get('DF8307')?.[0] ?? 0),
    String(toUnsigned(entropy.subarray(2, 4))).padStart(5, '0'),
    isShortPan ? String(entropy[1] ?? 0).padStart(3, '0') : '',
    String(Math.min(measuredMs, 999)).padStart(3, '0'),
  ].join('');
  const whole = track + digits;
  return Uint8Array.from(Buffer.from(whole.length % 2 === 0 ? whole : `${whole}F`, 'hex'));
}

/** Template 80: entropy (4), least and greatest processing time (2 each), expected transmission time (2). */
function takeAnswer(data: DataObjects, answer: Uint8Array): CardTimes | undefined {
  if (answer.length !== answerBytes + 2 || answer[0] !== 0x80 || answer[1] !== answerBytes) return undefined;
  const value = answer.subarray(2);
  data.set('DF8302', value.slice(0, 4));
  data.set('DF8303', value.slice(4, 6));
  data.set('DF8304', value.slice(6, 8));
  data.set('DF8305', value.slice(8, 10));
  return {
    minHundredUs: toUnsigned(value.subarray(4, 6)),
    maxHundredUs: toUnsigned(value.subarray(6, 8)),
    transmissionHundredUs: toUnsigned(value.subarray(8, 10)),
  };
}

function note(
  data: DataObjects,
  facts: { readonly entropy: Uint8Array; readonly measuredHundredUs: number; readonly attemptCount: number },
): void {
  const shown = Math.min(facts.measuredHundredUs, 0xffff);
  data.set('DF8301', facts.entropy);
  data.set('DF8306', Uint8Array.of(shown >> 8, shown & 0xff));
  data.set('DF8307', Uint8Array.of(facts.attemptCount - 1));
}

function measured(elapsedHundredUs: number, card: CardTimes, settings: RelayResistanceSettings): number {
  const responseHundredUs = Math.min(card.transmissionHundredUs, settings.responseTransmissionHundredUs);
  return Math.max(0, elapsedHundredUs - settings.commandTransmissionHundredUs - responseHundredUs);
}

function isBeyondThreshold(measuredHundredUs: number, card: CardTimes, settings: RelayResistanceSettings): boolean {
  if (Math.max(0, measuredHundredUs - card.minHundredUs) > settings.accuracyThresholdHundredUs) return true;
  const own = settings.responseTransmissionHundredUs;
  const cards = card.transmissionHundredUs;
  if (own === 0 || cards === 0) return false;
  const percent = (Math.min(own, cards) * 100) / Math.max(own, cards);
  return percent < settings.transmissionMismatchPercent;
}
