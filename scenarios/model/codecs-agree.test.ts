import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeMessage as terminalDecodes,
  encodeMessage as terminalEncodes,
} from '../../reference-terminal/host/message-codec.ts';
import { touchstone1987, touchstone1987Characters } from '../../reference-terminal/host/touchstone-1987.table.ts';
import { touchstone1993, touchstone1993Characters } from '../../reference-terminal/host/touchstone-1993.table.ts';
import { parseTlv } from '../../reference-terminal/kernel/tlv.ts';
import {
  decodeMessage as acquirerDecodes,
  encodeMessage as acquirerEncodes,
} from '#rigs/sim/acquirer/message-codec.ts';
import { applicationCryptogram } from '#rigs/sim/card/cryptography/application-cryptogram.ts';
import { deriveIccMasterKey, sessionKeyForCounter } from '#rigs/sim/card/cryptography/application-keys.ts';
import { encodeTlv as cardEncodes } from '#rigs/sim/card/tlv.ts';
import { computeCryptogram, terminalInputTags } from '#rigs/sim/issuer/cryptogram.ts';
import { walkTlv } from '#rigs/sim/issuer/tlv.ts';

/** ISO 8583, TLV and cryptograms exist twice on purpose. Here the two meet, on random input; nowhere else may they. */
const runs = { numRuns: 400 };

const digits = (length: number, atLeast = length) =>
  fc.string({
    unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
    minLength: atLeast,
    maxLength: length,
  });
const letters = (length: number) =>
  fc.string({ unit: fc.constantFrom('A', 'B', 'X', 'Z', '0', '1', '9'), minLength: length, maxLength: length });
const hex = (lengthBytesMax: number) =>
  fc
    .uint8Array({ minLength: 1, maxLength: lengthBytesMax })
    .map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase());
const eightBytes = fc
  .uint8Array({ minLength: 8, maxLength: 8 })
  .map((bytes) => Buffer.from(bytes).toString('hex').toUpperCase());
const track = fc.tuple(digits(19, 12), digits(17, 7)).map(([pan, rest]) => `${pan}D${rest}`.slice(0, 37));

const elements: Readonly<Record<string, fc.Arbitrary<string>>> = {
  '2': digits(19, 12),
  '3': digits(6),
  '4': digits(12),
  '7': digits(10),
  '11': digits(6),
  '22': digits(3),
  '23': digits(3),
  '32': digits(11, 1),
  '35': track,
  '37': letters(12),
  '38': letters(6),
  '39': letters(2),
  '41': letters(8),
  '42': letters(15),
  '49': digits(3),
  '52': eightBytes,
  '53': hex(48),
  '55': hex(255),
  '64': eightBytes,
  '60': letters(6),
  '66': digits(1),
  '70': digits(3),
  '74': digits(10),
  '86': digits(16),
  '90': digits(42),
  '97': digits(16).map((amount) => `C${amount}`),
  '120': hex(16),
  '128': eightBytes,
};
/** Those that the edition of 1993 has besides, or has in another form. */
const elements1993: Readonly<Record<string, fc.Arbitrary<string>>> = {
  ...Object.fromEntries(Object.entries(elements).filter(([number]) => !['66', '70', '90'].includes(number))),
  '12': digits(12),
  '14': digits(4),
  '22': letters(12),
  '24': digits(3),
  '25': digits(4),
  '30': digits(24),
  '39': digits(3),
  '49': letters(3),
  '56': digits(35, 20),
  '61': letters(1),
  '96': hex(120),
};
const message1993 = fc.record({
  mti: fc.constantFrom(
    '1100',
    '1110',
    '1200',
    '1210',
    '1220',
    '1221',
    '1230',
    '1324',
    '1420',
    '1421',
    '1430',
    '1520',
    '1530',
    '1804',
    '1814',
  ),
  fields: fc.record(elements1993, { requiredKeys: [] }).filter((fields) => Object.keys(fields).length > 0),
});
const message = fc.record({
  mti: fc.constantFrom(
    '0100',
    '0200',
    '0210',
    '0220',
    '0221',
    '0320',
    '0400',
    '0401',
    '0420',
    '0421',
    '0430',
    '0500',
    '0800',
  ),
  fields: fc.record(elements, { requiredKeys: [] }).filter((fields) => Object.keys(fields).length > 0),
});
type Arbitrary<T> = T extends fc.Arbitrary<infer Value> ? Value : never;

function textFields(fields: Arbitrary<typeof message>['fields']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** What is on the wire, before anybody says what it means. */
const { edition: _packed, ...wire1993 } = touchstone1993;
const { edition: _characters, ...wire1993Characters } = touchstone1993Characters;

const styles = [
  { dialect: touchstone1987, format: { style: 'packed' }, message },
  { dialect: touchstone1987Characters, format: { style: 'characters' }, message },
  { dialect: wire1993, format: { style: 'packed', edition: '1993' }, message: message1993 },
  { dialect: wire1993Characters, format: { style: 'characters', edition: '1993' }, message: message1993 },
] as const;

describe('two implementations, written apart', () => {
  test.each(styles)(
    'write the same message to the same bytes and read each other: $dialect.name',
    ({ dialect, format, message: some }) => {
      const outcome = fc.check(
        fc.property(some as typeof message, ({ mti, fields: drawn }) => {
          const fields = textFields(drawn);
          const byNumber = new Map(Object.entries(fields).map(([number, value]) => [Number(number), value]));
          const fromTerminal = terminalEncodes(dialect, { mti, fields: byNumber });
          expect(Buffer.from(acquirerEncodes({ mti, fields }, format)).toString('hex')).toBe(
            Buffer.from(fromTerminal).toString('hex'),
          );
          expect(acquirerDecodes(fromTerminal, format)).toEqual({ kind: 'decoded', mti, fields });
          expect(terminalDecodes(dialect, fromTerminal)).toEqual({ mti, fields: byNumber });
        }),
        runs,
      );
      expect(
        outcome.errorInstance === null ? undefined : [outcome.errorInstance, outcome.counterexample],
      ).toBeUndefined();
    },
  );

  test.each(styles)(
    'both refuse, or both read alike, with one byte changed: $dialect.name',
    ({ dialect, format, message: some }) => {
      const outcome = fc.check(
        fc.property(
          some as typeof message,
          fc.nat(),
          fc.integer({ min: 1, max: 255 }),
          ({ mti, fields }, place, flip) => {
            const bytes = acquirerEncodes({ mti, fields: textFields(fields) }, format);
            const at = place % bytes.length;
            bytes[at] = (bytes[at] ?? 0) ^ flip;
            const acquirer = acquirerDecodes(bytes, format);
            const terminal = tried(() => terminalDecodes(dialect, bytes));
            const seen =
              terminal === undefined ? 'refused' : { mti: terminal.mti, fields: Object.fromEntries(terminal.fields) };
            expect(seen).toEqual(
              acquirer.kind === 'decoded' ? { mti: acquirer.mti, fields: acquirer.fields } : 'refused',
            );
          },
        ),
        runs,
      );
      expect(
        outcome.errorInstance === null ? undefined : [outcome.errorInstance, outcome.counterexample],
      ).toBeUndefined();
    },
  );

  test('read the same data objects out of what the card writes', () => {
    const tag = fc.constantFrom('82', '95', '9A', '9F02', '9F10', '9F26', '9F36', '9F4B', '5F34', 'DF01', 'DF8101');
    const objects = fc.uniqueArray(fc.tuple(tag, fc.uint8Array({ maxLength: 300 })), {
      selector: ([name]) => name,
      minLength: 1,
    });
    const outcome = fc.check(
      fc.property(objects, (drawn) => {
        const bytes = Buffer.concat(drawn.map(([name, value]) => cardEncodes(name, value)));
        const walked = walkTlv(bytes);
        const parsed = parseTlv(bytes);
        const wanted = drawn.map(([name, value]) => [name, Buffer.from(value).toString('hex')]);
        expect(
          walked.kind === 'walked' &&
            [...walked.objects].map(([name, value]) => [name, Buffer.from(value).toString('hex')]),
        ).toEqual(wanted);
        expect(
          parsed.kind === 'parsed' &&
            parsed.objects.map((object) => [object.tag, Buffer.from(object.value).toString('hex')]),
        ).toEqual(wanted);
      }),
      runs,
    );
    expect(
      outcome.errorInstance === null ? undefined : [outcome.errorInstance, outcome.counterexample],
    ).toBeUndefined();
  });

  test('derive the same keys and compute the same cryptogram on both sides of the network', () => {
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const values = fc.tuple(bytes(6), bytes(6), bytes(2), bytes(5), bytes(2), bytes(3), bytes(1), bytes(4), bytes(2));
    const outcome = fc.check(
      fc.property(
        bytes(16),
        digits(19, 13),
        digits(2),
        fc.nat(0xffff),
        values,
        bytes(6),
        (masterKey, pan, panSequenceNumber, atc, drawn, results) => {
          const counter = Uint8Array.of(atc >> 8, atc & 0xff);
          const valueOf = new Map(
            terminalInputTags.map((name, place) => [name as string, drawn[place] ?? new Uint8Array()]),
          );
          const iccMasterKey = deriveIccMasterKey({ issuerMasterKey: masterKey, pan, panSequenceNumber });
          const byCard = applicationCryptogram({
            sessionKey: sessionKeyForCounter({ iccMasterKey, applicationTransactionCounter: atc }),
            terminalValues: valueOf,
            applicationInterchangeProfile: valueOf.get('82') ?? new Uint8Array(),
            counter,
            cardVerificationResults: results,
          });
          const byIssuer = computeCryptogram({
            masterKey,
            pan,
            panSequenceNumber,
            sessionKeyMethod: 'common',
            keyCounter: counter,
            counter,
            unpredictableNumber: valueOf.get('9F37') ?? new Uint8Array(),
            terminalInputs: Buffer.concat(terminalInputTags.map((name) => valueOf.get(name) ?? new Uint8Array())),
            issuerPart: results,
            padding: 'method-2',
          });
          expect(Buffer.from(byIssuer).toString('hex')).toBe(Buffer.from(byCard).toString('hex'));
        },
      ),
      runs,
    );
    expect(
      outcome.errorInstance === null ? undefined : [outcome.errorInstance, outcome.counterexample],
    ).toBeUndefined();
  });
});

function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (Error.isError(error) && error.name === 'MalformedMessage') return undefined;
    throw error;
  }
}
