import { actionCodes, functions, goodActionCodes, networkFunctions, reasons, typesOf1993 } from './codes-1993.table.ts';
import type { Edition } from './message-codec.ts';
import { replacementAmounts } from './replacement-amounts.ts';
import { dataCodeOf, entryModeOf } from './point-of-service-1993.ts';

type Fields = Map<number, string>;

/**
 * The edition of 1993. The terminal speaks in words of 1987 everywhere, and in this edition's on the wire: what the one says in
 * several elements the other says in one, but nothing is lost either way. Dates have their year: element 13 holds YYMMDD.
 *
 * @clause ISO 8583:1993 4.1 (message types), 4.3 (data elements), 4.4.6 (original data elements), 4.4.10 (original amounts)
 */
export const edition1993: Edition = {
  written({ mti, fields: given, ...rest }) {
    const fields = new Map(given);
    const written = typesOf1993.get(mti) ?? mti;
    writeTimes(fields);
    writePurpose(mti, fields);
    writeAmounts(fields);
    rename(fields, 48, 96);
    const code = fields.get(39);
    if (code !== undefined) fields.set(39, actionCodeOf(code, written));
    const original = fields.get(56);
    if (original !== undefined) fields.set(56, (typesOf1993.get(original.slice(0, 4)) ?? '') + original.slice(4));
    return { ...rest, mti: written, fields };
  },
  read({ mti, fields: given, ...rest }) {
    const fields = new Map(given);
    const read = typeOf(mti, fields);
    readTimes(fields);
    readOriginal(fields);
    readPurpose(read, fields);
    if (read.startsWith('04')) readAmounts(fields);
    rename(fields, 96, 48);
    const code = fields.get(39);
    if (code !== undefined) fields.set(39, responseCodeOf(code));
    if (read === '0510' && (code === '500' || code === '501')) fields.set(66, code === '500' ? '1' : '2');
    return { ...rest, mti: read, fields };
  },
  answeringType: (mti) => answers.get(mti.slice(0, 3) + (Number(mti.charAt(3)) & 2 ? '2' : '0')),
};

/** Answers by the request's type, where the two editions differ. */
const answers: ReadonlyMap<string, string> = new Map([
  ['0202', '0230'],
  ['0400', '0430'],
]);

/** Types that are no different on the wire from others are told apart by function and reason. */
function typeOf(mti: string, fields: Fields): string {
  const isRepeat = mti.endsWith('1') ? '1' : '0';
  if (mti.startsWith('142') && fields.get(25) === reasons.customerCancellation) return `040${isRepeat}`;
  if (mti.startsWith('142')) return `042${isRepeat}`;
  if (mti.startsWith('122') && fields.get(24) === functions.cardEnding) return `020${isRepeat === '1' ? '3' : '2'}`;
  if (mti.startsWith('122')) return `022${isRepeat}`;
  if (mti === '1230') return '0230';
  return [...typesOf1993].find(([, written]) => written === mti)?.[0] ?? mti;
}

function writeTimes(fields: Fields): void {
  const [time, date] = [fields.get(12), fields.get(13)];
  if (time !== undefined && date !== undefined) fields.set(12, date + time);
  fields.delete(13);
}

function readTimes(fields: Fields): void {
  const moment = fields.get(12);
  if (moment === undefined) return;
  fields.set(13, moment.slice(0, 6));
  fields.set(12, moment.slice(6));
}

/** Function code, reason code and point of service data code. */
function writePurpose(mti: string, fields: Fields): void {
  const functionCode = functionOf(mti, fields);
  const reason = reasonOf(mti, fields.get(39));
  const entryMode = fields.get(22);
  if (entryMode !== undefined) fields.set(22, dataCodeOf(entryMode, { hasPin: fields.has(52) || fields.has(120) }));
  for (const number of [25, 70]) fields.delete(number);
  if (functionCode !== undefined) fields.set(24, functionCode);
  if (reason !== undefined) fields.set(25, reason);
}

function readPurpose(mti: string, fields: Fields): void {
  const functionCode = fields.get(24);
  const dataCode = fields.get(22);
  if (dataCode !== undefined) {
    fields.set(22, entryModeOf(dataCode));
    const isPreAuthorization = mti.startsWith('01') || fields.get(56)?.startsWith('0100') === true;
    fields.set(25, isPreAuthorization ? '06' : '00');
  } else fields.delete(25);
  const network = [...networkFunctions].find(([, written]) => written === functionCode);
  if (mti.startsWith('08') && network !== undefined) fields.set(70, network[0]);
  fields.delete(24);
}

function functionOf(mti: string, fields: Fields): string | undefined {
  switch (mti.slice(0, 3)) {
    case '010':
      return mti === '0100' ? functions.estimatedAuthorization : functions.cardEnding;
    case '020':
      return mti === '0200' ? functions.originalFinancial : functions.cardEnding;
    case '022':
      if (!fields.has(56)) return functions.originalFinancial;
      return fields.has(30) ? functions.authorizedDiffers : functions.authorizedSame;
    case '032':
      return functions.addRecord;
    case '040':
    case '042':
      return fields.has(95) ? functions.partialReversal : functions.fullReversal;
    case '050':
      return functions.finalReconciliation;
    case '080':
      return networkFunctions.get(fields.get(70) ?? '');
    default:
      return undefined;
  }
}

function reasonOf(mti: string, responseCode: string | undefined): string | undefined {
  if (mti.startsWith('040')) return reasons.customerCancellation;
  if (mti.startsWith('042')) {
    return responseCode === undefined ? reasons.timeoutWaitingForResponse : reasons.deviceUnableToComplete;
  }
  if (!mti.startsWith('022')) return undefined;
  if (responseCode === 'Y1') return reasons.terminalProcessed;
  return responseCode === 'Y3' ? reasons.issuerUnavailable : undefined;
}

/**
 * A partial reversal says what stands in element 4 and what was asked in element 30; in 1987 the latter is in 4 and the former in 95.
 *
 * @clause ISO 8583:1993 4.4.10
 */
function writeAmounts(fields: Fields): void {
  const [asked, replacement] = [fields.get(4), fields.get(95)];
  if (asked === undefined || replacement === undefined) return;
  fields.set(4, replacement.slice(0, amountDigits));
  fields.set(30, asked.padEnd(amountDigits * 2, '0'));
  fields.delete(95);
}

/** Of a reversal; a completion keeps what was authorized beside what it collects. */
function readAmounts(fields: Fields): void {
  const [stands, original] = [fields.get(4), fields.get(30)];
  if (stands === undefined || original === undefined) return;
  fields.set(4, original.slice(0, amountDigits));
  fields.set(95, replacementAmounts(Number(stands)));
  fields.delete(30);
}

const amountDigits = 12;

function readOriginal(fields: Fields): void {
  const original = fields.get(56);
  if (original === undefined) return;
  fields.set(56, (originals.get(original.slice(0, 4)) ?? '') + original.slice(4));
}

/** What can be undone or completed: of two types of 1987 that are one here, the one that money hangs on. */
const originals: ReadonlyMap<string, string> = new Map([
  ['1100', '0100'],
  ['1200', '0200'],
  ['1220', '0220'],
]);

function rename(fields: Fields, from: number, to: number): void {
  const value = fields.get(from);
  if (value === undefined) return;
  fields.delete(from);
  fields.set(to, value);
}

/** 00 by the class of the message that says it. */
const goodByType: Readonly<Record<string, string>> = {
  '1130': '900',
  '1230': '900',
  '1334': '300',
  '1430': '400',
  '1530': '500',
  '1814': '800',
};

function actionCodeOf(responseCode: string, mti: string): string {
  if (responseCode === '00') return goodByType[mti] ?? '000';
  // A code that the table lacks is none of this terminal: do not honour.
  return actionCodes.get(responseCode) ?? '100';
}

/**
 * What an action code means to the terminal. One that it doesn't know approves nothing: an unknown approval is one under a
 * condition that it can't meet, which is reversed.
 */
function responseCodeOf(actionCode: string): string {
  if (goodActionCodes.has(actionCode)) return '00';
  const known = [...actionCodes].find(([, written]) => written === actionCode)?.[0];
  if (known !== undefined) return known;
  if (actionCode.startsWith('0')) return '08';
  return actionCode.startsWith('9') ? '96' : '05';
}
