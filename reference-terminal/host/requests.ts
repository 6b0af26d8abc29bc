import assert from 'node:assert/strict';

import type { TerminalConfiguration } from '../configuration.ts';
import { momentOf } from '../device/calendar.ts';
import { chipDataHex, reversalDataOf } from './chip-data.ts';
import { toHex } from '../kernel/bytes.ts';
import type { EncipheredPin } from '../kernel/pin/online-pin.ts';
import type { Dialect, HostMessage } from './message-codec.ts';
import { replacementAmounts } from './replacement-amounts.ts';

/** What all requests of a terminal have in common. */
export interface RequestTerms {
  readonly configuration: TerminalConfiguration;
  readonly dialect: Dialect;
}

/** What a financial request is made from. */
export interface FinancialRequest {
  readonly stan: string;
  readonly timeMs: number;
  /** The kernel's data objects by tag. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  readonly pin?: EncipheredPin | undefined;
  /** A pre-authorization sets the money aside; its completion collects it. */
  readonly isPreAuthorization?: boolean;
  /** The terminal takes the approval of a part of the amount. */
  readonly takesPart?: boolean;
}

/**
 * Financial request 0200, or authorization request 0100 for a pre-authorization, from a transaction's data objects: what
 * the card signed is what the host reads.
 *
 * @clause ISO 8583:1987 4.4 (data elements); the dialect's table says how they are written
 * @reads Where the kernel kept no local time (9F21) the terminal's own clock, which runs on UTC, stands in.
 */
export function financialRequest(terms: RequestTerms, request: FinancialRequest): HostMessage {
  const { configuration, dialect } = terms;
  const { objects, stan } = request;
  const moment = momentOf(request.timeMs);
  const digitsOf = (tag: string): string | undefined => {
    const value = objects.get(tag);
    return value === undefined ? undefined : toHex(value).replace(/F+$/, '');
  };
  const needed = (tag: string): string => {
    const digits = digitsOf(tag);
    assert(digits !== undefined, `the kernel hands over tag ${tag} with every online request`);
    return digits;
  };
  const date = digitsOf('9A') ?? moment.year.slice(2) + moment.month + moment.day;
  const sequenceNumber = digitsOf('5F34');
  const track2 = digitsOf('57');
  const isPreAuthorization = request.isPreAuthorization === true;
  return message(isPreAuthorization ? '0100' : '0200', [
    [2, digitsOf('5A') ?? needed('57').split('D')[0]],
    [3, `${needed('9C')}0000`],
    [4, needed('9F02')],
    [7, moment.month + moment.day + moment.time],
    [11, stan],
    [12, digitsOf('9F21') ?? moment.time],
    [13, dialect.edition === undefined ? date.slice(2) : date],
    // A card that answers at once may send no more of its expiry than the track has.
    [14, (digitsOf('5F24') ?? track2?.split('D')[1])?.slice(0, 4)],
    [22, entryMode(objects)],
    [23, sequenceNumber?.padStart(3, '0')],
    [25, isPreAuthorization ? '06' : '00'],
    [32, configuration.acquirerId],
    [35, track2],
    // Year's last digit, day of year, hour, STAN: unique for ten years as long as a STAN lasts an hour.
    [37, moment.year.slice(3) + moment.dayOfYear + moment.time.slice(0, 2) + stan],
    [41, configuration.terminalId],
    [42, configuration.merchantId],
    [49, needed('5F2A').slice(1)],
    ...pinFields(dialect, request.pin),
    ...partFields(dialect, request.takesPart === true),
    [55, isStripe(objects) ? undefined : chipDataHex(objects)],
  ]);
}

/** What an issuer must know before it may approve a part: elements that each host has of its own. */
function partFields({ partialApprovals }: Dialect, takesPart: boolean): ReadonlyArray<readonly [number, string]> {
  return takesPart && partialApprovals !== undefined ? [[partialApprovals.element, partialApprovals.word]] : [];
}

/** @clause ISO 8583:1987, data element 52: eight bytes; a block of format 4 has twice as many and goes where the dialect says */
function pinFields(dialect: Dialect, pin: EncipheredPin | undefined): ReadonlyArray<readonly [number, string]> {
  if (pin === undefined) return [];
  const elements = dialect.pinElements;
  assert(elements !== undefined, `${dialect.name} has elements for a PIN`);
  const { block, keySerialNumber } = pin;
  return [
    [block.length === 8 ? elements.block : elements.longBlock, toHex(block)],
    ...(keySerialNumber === undefined ? [] : [[elements.keySerialNumber, toHex(keySerialNumber)] as const]),
  ];
}

const stripeEntries: ReadonlySet<number> = new Set([0x80, 0x90]);
/** Entries of the readers beside the PIN pad: chip, contactless chip, stripe in place of a chip, stripe. */
const withPinPad: ReadonlySet<number> = new Set([0x05, 0x07, ...stripeEntries]);

function isStripe(objects: ReadonlyMap<string, Uint8Array>): boolean {
  return stripeEntries.has(objects.get('9F39')?.[0] ?? 0);
}

/**
 * How the card was read and whether a PIN could have been entered: 05 chip, 07 contactless chip, 80 stripe because the
 * chip does not work, 90 stripe; 1 with a PIN pad, 2 without.
 *
 * @clause ISO 8583:1987, data element 22
 * @reads Over contactless the terminal takes a PIN where a kernel offers one to the card (tag 9F33).
 */
function entryMode(objects: ReadonlyMap<string, Uint8Array>): string {
  const entry = objects.get('9F39')?.[0];
  if (entry === undefined || !withPinPad.has(entry)) return '072';
  const anyPinCapability = 0xd1;
  const canTakePin = ((objects.get('9F33')?.[1] ?? 0) & anyPinCapability) !== 0;
  return entry.toString(16).padStart(2, '0') + (canTakePin ? '1' : '2');
}

/** Elements of a request that its reversal is made from: no track data, and of the chip data what a reversal says. */
const KEPT_FOR_REVERSAL = new Set([2, 3, 4, 7, 11, 12, 13, 14, 22, 23, 25, 32, 37, 41, 42, 49, 55]);

/** What must be kept of a request until it is known that it needs no reversal. */
export function reversibleOf(request: HostMessage): HostMessage {
  const kept = [...request.fields].filter(([number]) => KEPT_FOR_REVERSAL.has(number));
  const fields = kept.map(([number, value]) => [number, number === 55 ? reversalDataOf(value) : value] as const);
  return { mti: request.mti, fields: new Map(fields) };
}

/** What a reversal adds to the request that it undoes. */
export interface ReversalAdvice {
  readonly original: HostMessage;
  /** The advice's own. */
  readonly stan: string;
  readonly timeMs: number;
  /** Only when the host had sent one. */
  readonly approvalCode?: string | undefined;
  readonly type: ReversalType;
  /** What the transaction came to with the card, where it is known: a power cut leaves nothing but the request. */
  readonly ended?: TransactionEnd | undefined;
  /** What is to stand of the original, in the minor unit; nothing unless given. */
  readonly replacementMinor?: number | undefined;
}

/** What a transaction came to with the card. */
export interface TransactionEnd {
  /** The kernel's data objects by tag. */
  readonly objects: ReadonlyMap<string, Uint8Array>;
  /** The host's, or the terminal's own. */
  readonly responseCode: string | undefined;
}

/** 0420 tells of a doubt; 0400 asks, because somebody wants a transaction undone that stands. */
export type ReversalType = '0420' | '0400';

/**
 * Reversal 0420 or 0400 of `original`, which is a request or what {@link reversibleOf} kept of it: of the whole amount, or
 * of all but what is to stand. DE 4 is the original's in both.
 *
 * @clause ISO 8583:1987 4.4, data elements 90 and 95; EMV 4.4 Book 4, 12.1.8 tables 22 and 23 (results of scripts when some were
 *   delivered)
 * @reads Track 2 is not kept for it: account number and expiry are there.
 */
export function reversalAdvice(advice: ReversalAdvice): HostMessage {
  const { original, ended } = advice;
  const moment = momentOf(advice.timeMs);
  const request = reversibleOf(original);
  const hasChipData = request.fields.has(55) && ended !== undefined;
  return message(advice.type, [
    ...request.fields,
    [7, moment.month + moment.day + moment.time],
    [11, advice.stan],
    [38, advice.approvalCode],
    [39, ended?.responseCode],
    ...(hasChipData ? [[55, chipDataHex(ended.objects, 'reversal')] as const] : []),
    originalDataElements(original),
    [95, advice.replacementMinor === undefined ? undefined : replacementAmounts(advice.replacementMinor)],
  ]);
}

/**
 * The element that names an original: its type, trace number, time and acquirer. Where dates have their year the time is the local
 * one.
 *
 * @clause ISO 8583:1987 4.4, data element 90; ISO 8583:1993 4.4.6, data element 56
 */
export function originalDataElements(original: HostMessage): readonly [number, string] {
  const kept = (number: number): string => original.fields.get(number) ?? '';
  if (!hasYear(original)) {
    return [90, original.mti + kept(11) + kept(7) + kept(32).padStart(11, '0') + '0'.repeat(11)];
  }
  const acquirer = kept(32);
  return [56, original.mti + kept(11) + kept(13) + kept(12) + String(acquirer.length).padStart(2, '0') + acquirer];
}

/** Whether a message is of an edition whose dates have their year: element 13 is YYMMDD then. */
export function hasYear({ fields }: HostMessage): boolean {
  return fields.get(13)?.length === 6;
}

/** Types that may be sent again, and how they say so. */
const repeats: ReadonlyMap<string, string> = new Map([
  ['0102', '0103'],
  ['0202', '0203'],
  ['0220', '0221'],
  ['0400', '0401'],
  ['0420', '0421'],
  ['0500', '0501'],
]);

/** The same message once more: only the message type says that it may have come before. */
export function repeatOf(original: HostMessage): HostMessage {
  const mti = repeats.get(original.mti);
  assert(mti !== undefined, 'only what is sent until it is answered has a repeat form');
  return { mti, fields: original.fields };
}

/** 0200 → 0210, 0202 and 0203 → 0212, 0420 and 0421 → 0430, 0800 → 0810. */
export function answeringMti(mti: string): string {
  const isConfirmation = mti.endsWith('2') || mti.endsWith('3');
  return `${mti.slice(0, 2)}${Number(mti.charAt(2)) + 1}${isConfirmation ? '2' : '0'}`;
}

/**
 * Network management request 0800.
 *
 * @param request.code  what is wanted, as the dialect says it
 * @clause ISO 8583:1987 4.4, data element 70
 */
export function networkRequest(
  configuration: TerminalConfiguration,
  request: { readonly stan: string; readonly timeMs: number; readonly code: string },
): HostMessage {
  const moment = momentOf(request.timeMs);
  return message('0800', [
    [7, moment.month + moment.day + moment.time],
    [11, request.stan],
    [41, configuration.terminalId],
    [70, request.code],
  ]);
}

/** A message of those elements that are there. */
export function message(mti: string, fields: ReadonlyArray<readonly [number, string | undefined]>): HostMessage {
  const present = fields.filter((field): field is readonly [number, string] => field[1] !== undefined);
  return { mti, fields: new Map(present) };
}
