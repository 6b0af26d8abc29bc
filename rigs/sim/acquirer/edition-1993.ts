import type { ReadRequest } from './edition.ts';
import type { Fields, Message } from './message-codec.ts';
import { actionCodes, answers1993, networkCodes, rules1993 } from './message-rules-1993.table.ts';
import type { Rule1993 } from './message-rules-1993.table.ts';

const responseCodes: ReadonlyMap<string, string> = new Map(
  Object.entries(actionCodes).map(([response, action]) => [action, response]),
);

/**
 * Reads a request of the edition of 1993, strictly: function and reason must be lawful for its type, and every element must be
 * one that it may have.
 *
 * @clause ISO 8583:1993 4.1, 4.3, 4.4.6 (original data elements), 4.4.10 (original amounts)
 */
export function readRequest1993({ mti, fields }: Message): ReadRequest {
  const type = typeIn1987({ mti, fields });
  const rule = ruleFor(mti, fields);
  const unfit = (reason: string): ReadRequest => ({ kind: 'unfit', mti: type ?? mti, fields, reason });
  if (type === undefined || rule === undefined)
    return unfit(`has function ${fields['24'] ?? 'none'}, unknown in ${mti}`);
  const problem = problemOf(fields, rule);
  if (problem !== undefined) return unfit(problem);
  const {
    '12': moment = '',
    '22': dataCode,
    '24': functionCode = '',
    '25': _reason,
    '30': original,
    ...others
  } = fields;
  const { '39': action, '56': named, '96': _keys, ...plain } = others;
  return {
    kind: 'read',
    mti: type,
    fields: {
      ...plain,
      ...(moment === '' ? {} : { '12': moment.slice(6), '13': moment.slice(2, 6) }),
      ...(dataCode === undefined
        ? {}
        : { '22': entryMode(dataCode), '25': isPreAuthorization(type, named) ? '06' : '00' }),
      ...(type === '0800' ? { '70': networkCodes[functionCode] ?? '' } : {}),
      ...(action === undefined ? {} : { '39': responseCodes.get(action) ?? '00' }),
      ...(named === undefined ? {} : { '90': originalIn1987(named) }),
      ...(original === undefined || functionCode !== '401' ? {} : partOf(original, fields['4'] ?? '')),
    },
  };
}

/** The type in words of 1987: reversals and advices are told apart by reason and function. */
export function typeIn1987(message: { readonly mti: string | undefined; readonly fields: Fields }): string | undefined {
  const { mti = '', fields } = message;
  const rule = ruleFor(mti, fields) ?? rules1993.get(firstOf(mti))?.[0];
  const type = rule === undefined ? undefined : Object.keys(rule.functions)[0];
  if (type === undefined) return undefined;
  const undone = type === '0420' && fields['25'] === '4000' ? '0400' : type;
  return mti === firstOf(mti) ? undone : undone.slice(0, 3) + String(Number(undone[3]) + 1);
}

/**
 * An answer of the edition of 1993.
 *
 * @param request  as it came: local time and function go back as they were
 */
export function writeAnswer1993({ mti, fields }: Message, request: Fields): Message {
  const {
    '12': time,
    '13': _date,
    '39': response = '',
    '48': keys,
    '66': _settlement,
    '70': network,
    ...plain
  } = fields;
  const form = answers1993[mti] ?? { mti: `1${mti.slice(1)}`, good: '000' };
  const { '12': moment, '24': functionCode } = request;
  return {
    mti: form.mti,
    fields: {
      ...plain,
      ...(time === undefined || moment === undefined ? {} : { '12': moment }),
      ...(network === undefined || functionCode === undefined ? {} : { '24': functionCode }),
      '39': response === '00' ? form.good : (actionCodes[response] ?? '100'),
      ...(keys === undefined ? {} : { '96': keys }),
    },
  };
}

/** 1221 repeats 1220, 1805 would repeat 1804. */
function firstOf(mti: string): string {
  return mti.endsWith('1') ? `${mti.slice(0, 3)}0` : mti;
}

function ruleFor(mti: string, fields: Fields): Rule1993 | undefined {
  return rules1993
    .get(firstOf(mti))
    ?.find(({ functions }) => Object.values(functions).some((codes) => codes.includes(fields['24'] ?? '')));
}

function problemOf(fields: Fields, { mandatory, optional, reasons }: Rule1993): string | undefined {
  const missing = mandatory.filter((number) => fields[String(number)] === undefined);
  if (missing.length > 0) return `message lacks element ${missing.join(' ')}`;
  const surplus = Object.keys(fields).filter((number) => ![...mandatory, ...optional].includes(Number(number)));
  if (surplus.length > 0) return `message must not have element ${surplus.join(' ')}`;
  const { '12': moment, '22': dataCode, '24': code, '25': reason, '30': original, '39': action, '56': named } = fields;
  if (moment !== undefined && !isMoment(moment)) return 'element 12 is no date and time';
  if (dataCode !== undefined && !dataCodeForm.test(dataCode)) return 'element 22 is no point of service data code';
  if (reason !== undefined && !reasons.includes(reason)) return `element 25 must not be ${reason} here`;
  if (action !== undefined && !responseCodes.has(action) && !goodActions.has(action)) return 'element 39 is unknown';
  if (named !== undefined && originalForm.exec(named)?.groups === undefined) return 'element 56 names no original';
  // What was asked stands beside what is left, and only there.
  const hasTwoAmounts = code === '401' || code === '202';
  return (original !== undefined) === hasTwoAmounts ? undefined : `element 30 does not go with function ${code ?? ''}`;
}

const goodActions: ReadonlySet<string> = new Set(['000', '400', '900']);
/** Capability 5, PIN or none, no capture, attended, all present, how it was read, who was authenticated where, output, PIN digits. */
const dataCodeForm = /^5[01]0101[25WX](?:00|13)[13]4[0C]$/u;
const originalForm = /^(?<type>\d{4})(?<stan>\d{6})\d{2}(?<moment>\d{10})(?<length>\d{2})(?<acquirer>\d{1,11})$/u;

function isMoment(text: string): boolean {
  const [, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (text.match(/../gu) ?? []).map(Number);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
}

const modes: Readonly<Record<string, string>> = { '5': '05', W: '07', X: '80', '2': '90' };

function entryMode(dataCode: string): string {
  return `${modes[dataCode[6] ?? ''] ?? '00'}${dataCode[1] === '1' ? '1' : '2'}`;
}

function isPreAuthorization(type: string, named: string | undefined): boolean {
  return type.startsWith('01') || named?.startsWith('1100') === true;
}

/** As element 90 says it, with the local time in place of that of transmission. */
function originalIn1987(named: string): string {
  const { type = '', stan = '', moment = '', acquirer = '' } = originalForm.exec(named)?.groups ?? {};
  const first = Object.keys(rules1993.get(firstOf(type))?.[0]?.functions ?? {})[0] ?? '0000';
  return `${first}${stan}${moment}${acquirer.padStart(11, '0')}${'0'.repeat(11)}`;
}

/** Element 4 is what stands, element 30 what was asked; in words of 1987 they are in 95 and 4. */
function partOf(original: string, left: string): Fields {
  const noFee = 'C00000000';
  return { '4': original.slice(0, 12), '95': `${left}${'0'.repeat(12)}${noFee}${noFee}` };
}
