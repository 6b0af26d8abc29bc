import type { CardExchange } from '../../needs.ts';
import type { CryptogramType } from '../application-protocol-data-unit.ts';
import { cryptogramTypeOf } from '../application-protocol-data-unit.ts';
import { toHex } from '../bytes.ts';
import { comparableDate } from '../civil-date.ts';
import { parseDol } from '../dol.ts';
import type { KernelRequest } from '../outcome.ts';
import { parsePrimitives } from '../tlv.ts';

/** One command and its answer, as recorded. */
export interface RecordedExchange {
  readonly command: Uint8Array;
  readonly response: Uint8Array;
}

/** A card that answers from a recording. */
export interface RecordedCard {
  readonly commandsHex: readonly string[];
  /** Where the terminal first left the recording: which of its commands, and at which byte. */
  readonly divergence:
    | { readonly command: number; readonly offset: number; readonly recordedHex: string | undefined }
    | undefined;
  transmit(command: Uint8Array): Promise<CardExchange>;
}

const headerBytes = 4;
const getProcessingOptions = '80A8';
const generateCryptogram = '80AE';
const internalAuthenticate = '0088';
/** VERIFY. */
export const verify = '0020';
const directoryName = Buffer.from('1PAY.SYS.DDF01').toString('hex').toUpperCase();
const proximityName = Buffer.from('2PAY.SYS.DDF01').toString('hex').toUpperCase();

/**
 * A card of a recording: the same command gets the recorded answer, a command with the same header the answer of that
 * one, a record that was not recorded an empty one, and anything else 6D00. Whatever is not the same is a divergence; the first one is kept.
 */
export function recordedCard(exchanges: readonly RecordedExchange[]): RecordedCard {
  const commandsHex: string[] = [];
  let next = 0;
  let divergence: RecordedCard['divergence'];
  return {
    commandsHex,
    get divergence() {
      return divergence;
    },
    transmit: (command) => {
      const commandHex = toHex(command);
      commandsHex.push(commandHex);
      const index = indexOf(exchanges, commandHex, next);
      const recorded = exchanges[index] ?? exchanges[next];
      const recordedHex = recorded === undefined ? undefined : toHex(recorded.command);
      if (index !== next || recordedHex === undefined || comparable(recordedHex) !== comparable(commandHex)) {
        divergence ??= {
          command: commandsHex.length,
          offset: firstDifference(commandHex, recordedHex ?? ''),
          recordedHex,
        };
      }
      if (index >= 0) next = index + 1;
      const response = exchanges[index]?.response ?? stopgapFor(commandHex);
      return Promise.resolve({ kind: 'answered', response });
    },
  };
}

/** Nobody knows the PIN that was entered, and an enciphered one is never the same twice: its length is compared. */
function comparable(commandHex: string): string {
  return commandHex.startsWith(verify) ? commandHex.slice(0, (headerBytes + 1) * 2) : commandHex;
}

/** An empty record for one that the recording leaves out, otherwise "instruction not supported". */
function stopgapFor(commandHex: string): Uint8Array {
  return commandHex.startsWith('00B2') ? Uint8Array.of(0x70, 0x00, 0x90, 0x00) : Uint8Array.of(0x6d, 0x00);
}

/**
 * A recording without its false starts: of an application that is selected twice only the last attempt stays.
 */
export function withoutFalseStarts(exchanges: readonly RecordedExchange[]): readonly RecordedExchange[] {
  const same = (left: RecordedExchange, right: RecordedExchange): boolean =>
    toHex(left.command) === toHex(right.command);
  const lastSelection = exchanges.findLastIndex(isSelect);
  const last = exchanges[lastSelection];
  if (last === undefined) return exchanges;
  const first = exchanges.findIndex((exchange) => same(exchange, last));
  return [...exchanges.slice(0, first), ...exchanges.slice(lastSelection)];
}

/** The same command from `from` on, or one with the same header; -1 when there is neither. */
function indexOf(exchanges: readonly RecordedExchange[], commandHex: string, from: number): number {
  const find = (isMatch: (recordedHex: string) => boolean): number =>
    exchanges.findIndex(({ command }, index) => index >= from && isMatch(toHex(command)));
  const same = find((recordedHex) => recordedHex === commandHex);
  if (same >= 0) return same;
  const header = commandHex.slice(0, headerBytes * 2);
  if (header.startsWith('00A4')) return -1;
  return find((recordedHex) => recordedHex.startsWith(header));
}

function firstDifference(sentHex: string, recordedHex: string): number {
  let offset = 0;
  const byteOf = (hex: string): string => hex.slice(offset * 2, offset * 2 + 2);
  while (byteOf(sentHex) !== '' && byteOf(sentHex) === byteOf(recordedHex)) offset += 1;
  return offset;
}

/** What a recording says about the terminal that made it. */
export interface RecordedFacts {
  readonly usesDirectory: boolean;
  /** Selection of the proximity environment, when the recording begins with it. */
  readonly directoryCommand: Uint8Array | undefined;
  readonly applicationName: Uint8Array;
  readonly cardVersionNumber: Uint8Array;
  /** Values that the terminal sent, by tag. */
  readonly terminalValues: ReadonlyMap<string, Uint8Array>;
  readonly processingOptionsData: Uint8Array;
  readonly riskManagementData: Uint8Array;
  readonly cryptogramAnswer: Uint8Array | undefined;
  readonly requested: CryptogramType;
  readonly unpredictableNumber: Uint8Array;
  readonly nowMs: number;
  readonly request: KernelRequest;
}

/** Reads the lists of the recorded card and, by them, what the recorded terminal sent. */
export function recordedFacts(exchanges: readonly RecordedExchange[]): RecordedFacts {
  const startsWith = (start: string) => exchanges.find(({ command }) => toHex(command).startsWith(start));
  const options = startsWith(getProcessingOptions);
  const cryptogram = startsWith(generateCryptogram);
  const selection = exchanges
    .slice(0, options === undefined ? undefined : exchanges.indexOf(options))
    .findLast(isSelect);
  const cardValues = valuesOf(exchanges);
  const processingOptionsData = options?.command.slice(7, 7 + (options.command[6] ?? 0)) ?? new Uint8Array();
  const riskManagementData = cryptogram === undefined ? new Uint8Array() : dataFieldOf(cryptogram.command);
  const internal = startsWith(internalAuthenticate);
  const terminalValues = new Map([
    ...sentValues(cardValues.get('9F49') ?? Uint8Array.of(0x9f, 0x37, 0x04), internal && dataFieldOf(internal.command)),
    ...sentValues(cardValues.get('9F38'), processingOptionsData),
    ...sentValues(cardValues.get('8C'), riskManagementData),
  ]);
  const hasDirectory = (name: string): RecordedExchange | undefined =>
    exchanges.find(({ command }) => toHex(command).includes(name));
  return {
    usesDirectory: hasDirectory(directoryName) !== undefined,
    directoryCommand: hasDirectory(proximityName)?.command,
    applicationName: selection === undefined ? new Uint8Array() : dataFieldOf(selection.command),
    cardVersionNumber: cardValues.get('9F08') ?? new Uint8Array(2),
    terminalValues,
    processingOptionsData,
    riskManagementData,
    cryptogramAnswer: cryptogram?.response.slice(0, -2),
    requested: cryptogramTypeOf(cryptogram?.command[2] ?? 0) ?? 'AAC',
    unpredictableNumber: terminalValues.get('9F37') ?? new Uint8Array(4),
    nowMs: momentOf(terminalValues.get('9A')),
    request: requestOf(terminalValues),
  };
}

function isSelect({ command, response }: RecordedExchange): boolean {
  const hex = toHex(command);
  const isEnvironment = hex.includes(directoryName) || hex.includes(proximityName);
  return hex.startsWith('00A404') && !isEnvironment && toHex(response).endsWith('9000');
}

function dataFieldOf(command: Uint8Array): Uint8Array {
  return command.slice(5, 5 + (command[4] ?? 0));
}

/** Every primitive object that the card sent; what is no BER-TLV is passed over. */
function valuesOf(exchanges: readonly RecordedExchange[]): ReadonlyMap<string, Uint8Array> {
  const values = new Map<string, Uint8Array>();
  for (const { response } of exchanges) {
    const parsed = parsePrimitives(response.slice(0, -2));
    if (parsed.kind === 'parsed') for (const { tag, value } of parsed.objects) values.set(tag, value);
  }
  return values;
}

function sentValues(
  list: Uint8Array | undefined,
  sent: Uint8Array | undefined,
): readonly (readonly [tag: string, value: Uint8Array])[] {
  const parsed = parseDol(list ?? new Uint8Array());
  if (parsed.kind === 'malformed' || sent === undefined) return [];
  let offset = 0;
  return parsed.entries.map(({ tag, lengthBytes }) => {
    const value = sent.slice(offset, offset + lengthBytes);
    offset += lengthBytes;
    return [tag, value] as const;
  });
}

/** Noon of a day YYMMDD; the start of 2020 when it is none. */
function momentOf(date: Uint8Array | undefined): number {
  const day = comparableDate(toHex(date ?? new Uint8Array()));
  if (day === undefined) return 1_577_836_800_000;
  const text = String(day);
  return utcMs(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
}

/** Days since 1970 of the civil calendar, in milliseconds, at noon. */
function utcMs(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * 86_400_000 + 43_200_000;
}

function requestOf(values: ReadonlyMap<string, Uint8Array>): KernelRequest {
  const digits = (tag: string, otherwise: string): string => {
    const hex = toHex(values.get(tag) ?? new Uint8Array());
    return /^[0-9]+$/.test(hex) ? hex : otherwise;
  };
  const type = digits('9C', '00');
  const cashbackMinor = Number(digits('9F03', '0'));
  return {
    kind: type === '20' ? 'refund' : type === '01' ? 'cash' : 'purchase',
    entry: 'contact',
    amountMinor: Number(digits('9F02', '0')),
    ...(cashbackMinor > 0 ? { cashbackMinor } : {}),
    currencyCode: digits('5F2A', '0000').slice(-3).padStart(3, '0'),
    sequenceCounter: 1,
  };
}
