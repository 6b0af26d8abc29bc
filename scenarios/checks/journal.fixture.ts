import type { BookEntry, Happening, HostMessage, Masked, Recorded } from '#drivers/ports/evidence.ts';
import type { TransactionReport, TransactionRequest } from '#drivers/ports/terminal.ts';
import type { Check } from '../check.ts';

/** A journal of these happenings, ten milliseconds apart. */
export function journal(...happenings: readonly (Happening | readonly Happening[])[]): readonly Recorded[] {
  return happenings.flat().map((happening: Happening, index) => ({ ...happening, index, atMs: index * 10 }));
}

/** What a check holds against a journal, in its own words; empty when nothing. */
export function breaches(check: Check, events: readonly Recorded[]): readonly string[] {
  return check
    .judge(events)
    .filter(({ holds }) => !holds)
    .map(({ text }) => text);
}

/** How many judgements a check made: none means that the journal held no occasion for one. */
export function judgements(check: Check, events: readonly Recorded[]): number {
  return check.judge(events).length;
}

/** Text of a fixture is masked by hand. */
export function masked(text: string): Masked {
  return text as Masked;
}

/** A BER-TLV object with a length of one byte. */
export function tlv(tag: string, valueHex: string): string {
  return tag + (valueHex.length / 2).toString(16).toUpperCase().padStart(2, '0') + valueHex;
}

/** One command and its answer; without an answer the card was gone. */
export function exchange(commandHex: string, responseHex?: string): readonly Happening[] {
  return [
    { kind: 'apdu', direction: 'command', hex: masked(commandHex) },
    responseHex === undefined
      ? { kind: 'apdu-lost', why: 'card-gone' }
      : { kind: 'apdu', direction: 'response', hex: masked(responseHex) },
  ];
}

/** A reader that found a card. */
export const cardFound: Happening = { kind: 'polled', found: 'card' };

/** SELECT 2PAY.SYS.DDF01 and a directory with one application (EMV Contactless Book B, table 3-2). */
export const selectDirectory = exchange(
  '00A404000E325041592E5359532E444446303100',
  `${tlv('6F', tlv('84', '325041592E5359532E4444463031') + tlv('A5', tlv('BF0C', tlv('61', tlv('4F', 'A0000000041010')))))}9000`,
);

/** SELECT of the application; its answer has a PDOL when one is given. */
export function selectApplication(optionsListHex?: string): readonly Happening[] {
  const list = optionsListHex === undefined ? '' : tlv('9F38', optionsListHex);
  return exchange(
    '00A4040007A000000004101000',
    `${tlv('6F', tlv('84', 'A0000000041010') + tlv('A5', tlv('50', '54455354') + list))}9000`,
  );
}

/** File 1 record 1 and file 2 records 1 to 2. */
const fileLocatorHex = '0801010010010200';

/** GET PROCESSING OPTIONS without PDOL data; format 77 (EMV Book 3, 6.5.8.4). */
export const getProcessingOptions = exchange(
  '80A8000002830000',
  `${tlv('77', tlv('82', '1980') + tlv('94', fileLocatorHex))}9000`,
);

/** CDOL1 of the fixture's card: amount 6, TVR 5, date 3, type 1, unpredictable number 4: 19 bytes. */
export const riskListHex = '9F020695059A039C019F3704';

/** The three records that the locator names, in its order. The account number is hidden as the mask hides it. */
export function records(choices: { readonly denialHex?: string; readonly riskListHex?: string } = {}) {
  const list = tlv('8C', choices.riskListHex ?? riskListHex);
  const account = tlv('5A', '411111******1111');
  return {
    first: exchange('00B2010C00', `${tlv('70', tlv('57', '*'.repeat(38)))}9000`),
    second: exchange('00B2011400', `${tlv('70', account + list + tlv('9F0E', choices.denialHex ?? '0400000000'))}9000`),
    third: exchange('00B2021400', `${tlv('70', tlv('9F4A', '82'))}9000`),
  };
}

/** Values of the fixture's CDOL1. */
export interface RiskData {
  /** P1 of the command: 00 AAC, 80 ARQC, 90 ARQC with combined signature. */
  readonly asksFor?: string;
  readonly verificationHex?: string;
  readonly unpredictableNumberHex?: string;
}

/** GENERATE AC over 12.50 on 2026-11-23, answered in format 77. */
export function generateAc(risk: RiskData = {}): readonly Happening[] {
  const { asksFor = '80', verificationHex = '0000008000', unpredictableNumberHex = '7A11B2C3' } = risk;
  return exchange(
    `80AE${asksFor}0013000000001250${verificationHex}26112300${unpredictableNumberHex}00`,
    `${tlv('77', tlv('9F27', '80') + tlv('9F36', '0001') + tlv('9F26', '1122334455667788'))}9000`,
  );
}

/** A whole lawful talk with one card. */
export function cardTalk(risk: RiskData & { readonly denialHex?: string } = {}): readonly Happening[] {
  const { first, second, third } = records(risk.denialHex === undefined ? {} : { denialHex: risk.denialHex });
  return [
    cardFound,
    ...selectDirectory,
    ...selectApplication(),
    ...getProcessingOptions,
    ...first,
    ...second,
    ...third,
    ...generateAc(risk),
  ];
}

/** Objects of DE55, one by one (EMV Book 3, Annex A1 lengths). */
export const chipObjects: Readonly<Record<string, string>> = {
  '9F26': '1122334455667788',
  '9F27': '80',
  '9F10': '0110A04003220000000000000000000000FF',
  '9F37': '7A11B2C3',
  '9F36': '0001',
  '95': '0000008000',
  '9A': '261123',
  '9C': '00',
  '9F02': '000000001250',
  '5F2A': '0978',
  '82': '1980',
  '9F1A': '0276',
  '9F33': '0028C8',
  '9F34': '1F0302',
  '5F34': '01',
};

/** DE55 of these objects; an object that is given as undefined is left out. */
export function chipData(changes: Readonly<Record<string, string | undefined>> = {}): string {
  return Object.entries({ ...chipObjects, ...changes })
    .map(([tag, valueHex]) => (valueHex === undefined ? '' : tlv(tag, valueHex)))
    .join('');
}

type Fields = Readonly<Record<string, string | undefined>>;

function message(mti: string, fields: Fields, way: Pick<HostMessage, 'direction' | 'isDelivered'>): HostMessage {
  const present = Object.entries(fields).filter((field): field is [string, Masked] => field[1] !== undefined);
  return { kind: 'host-message', mti, fields: Object.fromEntries(present), length: 200, ...way };
}

/** A message that leaves for the host. */
export function sent(mti: string, fields: Fields, isDelivered = true): HostMessage {
  return message(mti, fields, { direction: 'to-host', isDelivered });
}

/** A message that comes from the host; one that is not delivered was lost on the way. */
export function heard(mti: string, fields: Fields, isDelivered = true): HostMessage {
  return message(mti, fields, { direction: 'from-host', isDelivered });
}

/** Elements of a purchase of 12.50 euro. */
export const requestFields: Readonly<Record<string, string>> = {
  '2': '411111******1111',
  '3': '000000',
  '4': '000000001250',
  '7': '1123080001',
  '11': '000001',
  '12': '080000',
  '13': '1123',
  '22': '072',
  '23': '001',
  '25': '00',
  '32': '400001',
  '37': '632708000001',
  '41': 'TERM0001',
  '42': 'MERCHANT0000001',
  '49': '978',
};

/** Purchase number one, unless it is made another. */
export function request(changes: Fields = {}, isDelivered = true): HostMessage {
  return sent('0200', { ...requestFields, '35': '*'.repeat(37), '55': chipData(), ...changes }, isDelivered);
}

/** The answer to purchase number one. */
export function answer(responseCode: string, changes: Fields = {}, isDelivered = true): HostMessage {
  return heard('0210', { '11': '000001', '37': '632708000001', '39': responseCode, ...changes }, isDelivered);
}

/** The reversal of purchase number one, with a trace number of its own. */
export function reversal(mti: '0420' | '0421', changes: Fields = {}): HostMessage {
  return sent(mti, {
    ...requestFields,
    '7': '1123080004',
    '11': '000002',
    // Type, trace number, transmission time, acquirer in 11 digits, forwarder in 11 digits.
    '90': ['0200', '000001', '1123080001', '00000400001', '00000000000'].join(''),
    ...changes,
  });
}

/** What acknowledges it. */
export function acknowledgement(isDelivered = true): HostMessage {
  return heard('0430', { '11': '000002', '37': '632708000001', '39': '00' }, isDelivered);
}

/** The cashier's key for 12.50. */
export function requested(kind: TransactionRequest['kind'] = 'purchase'): Happening {
  return { kind: 'requested', request: { kind, amountMinor: 1250, currencyCode: '978' } };
}

/** The end of purchase number one, approved unless it is made another. */
export function reported(changes: Partial<TransactionReport> = {}): Happening {
  const approved = { outcome: 'approved', reason: 'approved-online', wentOnline: true, responseCode: '00' } as const;
  return {
    kind: 'reported',
    report: { ...approved, amountMinor: 1250, currencyCode: '978', stan: '000001', displayed: [], ...changes },
  };
}

/** A report of a purchase to which no answer was heard in time. */
export function reportedSilence(): Happening {
  const { responseCode: _none, ...silence } = {
    outcome: 'declined',
    reason: 'host-silent',
    wentOnline: true,
    amountMinor: 1250,
    currencyCode: '978',
    stan: '000001',
    displayed: [],
    responseCode: undefined,
  } as const;
  return { kind: 'reported', report: silence };
}

/** One side's book; entries are purchase number one unless they say otherwise. */
export function book(
  of: 'acquirer' | 'terminal',
  ...entries: readonly (Partial<BookEntry> & Pick<BookEntry, 'state'>)[]
): Happening {
  return { kind: 'book', of, entries: entries.map((entry) => ({ stan: '000001', amountMinor: 1250, ...entry })) };
}
