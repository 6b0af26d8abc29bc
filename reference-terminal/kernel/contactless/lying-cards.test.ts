import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes, fromHex } from '../bytes.ts';
import { performContactless } from '../contactless-transaction.ts';
import {
  directoryExchange,
  kernelRequest,
  scriptedTerminal,
  templateHex,
  terminalConfiguration,
} from '../scripted-terminal.fixture.ts';

const aids = { 2: 'A0000000041010', 3: 'A0000000031010' } as const;
const kernel2 = {
  acceptsDeviceVerification: true,
  tornTransactions: { recordCountMax: 1, lifetimeMs: 1_000 },
  magneticStripe: {
    applicationVersionNumberHex: '0001',
    verificationRequired: 'none',
    verificationNotRequired: 'none',
  },
  relayResistance: {
    graceMinHundredUs: 20,
    graceMaxHundredUs: 50,
    commandTransmissionHundredUs: 18,
    responseTransmissionHundredUs: 24,
    accuracyThresholdHundredUs: 300,
    transmissionMismatchPercent: 50,
  },
} as const;
const configuration = terminalConfiguration({
  applications: ([2, 3] as const).flatMap(
    (kernelId) =>
      terminalConfiguration({
        application: {
          kernelId,
          aidHex: aids[kernelId],
          terminalTransactionQualifiersHex: '3700C000',
          ...(kernelId === 2 ? { kernel2 } : {}),
        },
      }).applications,
  ),
});

/** Tags that the kernels look at, so that random answers get somewhere. */
const tags =
  '82 94 9F27 9F36 9F26 9F10 57 5A 5F24 5F34 8C 8E 9F4A 8F 90 9F32 9F46 9F47 9F4B 9F69 9F6C 9F6B 9F65 9F66 9F67 9F61 9F51 DF4B 9F5D 9F6E 56'.split(
    ' ',
  );
const object = fc
  .tuple(fc.constantFrom(...tags), fc.uint8Array({ maxLength: 20 }))
  .map(([tag, value]) => [tag, Buffer.from(value).toString('hex').toUpperCase()] as const);
const profile = fc.constantFrom('1980', '1B81', '2000', '0000', '0200', '3981').map((hex) => ['82', hex] as const);
const locator = fc.constantFrom('08010100', '08010200', '', '0801').map((hex) => ['94', hex] as const);
const template = fc
  .tuple(fc.constantFrom('77', '70', '80', '6F'), fc.array(fc.oneof(object, profile, locator), { maxLength: 12 }))
  .filter(([, objects]) => objects.reduce((sum, [, hex]) => sum + hex.length / 2 + 4, 0) < 240)
  .map(([tag, objects]) => concatBytes([fromHex(templateHex(tag, objects)), fromHex('9000')]));
const answer = fc.oneof(
  { weight: 6, arbitrary: template },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 260 }) },
  { weight: 1, arbitrary: fc.constantFrom('6985', '6986', '6984', '6A82', '6100', '6C00').map((hex) => fromHex(hex)) },
);

describe('a lying card', () => {
  test.each([2, 3] as const)('of kernel %i always comes to an outcome, within its commands', async (kernelId) => {
    const aid = aids[kernelId];
    const directory = fromHex(directoryExchange([[['4F', aid]]])[1]);
    const inner = kernelId === 3 ? '9F38069F66049F3704' : '';
    const selection = fromHex(
      `${templateHex('6F', [
        ['84', aid],
        ['A5', inner],
      ])}9000`,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(answer, { minLength: 1, maxLength: 12 }), async (answers) => {
        const terminal = scriptedTerminal({ polls: ['card'], randomHex: ['01020304', '01020305', '01020306'] });
        let count = 0;
        const transmit = (): Promise<{ readonly kind: 'answered'; readonly response: Uint8Array }> => {
          const given = [directory, selection, ...answers];
          const response = given[Math.min(count, given.length - 1)] ?? new Uint8Array();
          count += 1;
          return Promise.resolve({ kind: 'answered', response });
        };
        const contactless = { ...terminal.contactless, transmit };
        const outcome = await performContactless({ ...terminal, contactless }, configuration, kernelRequest());
        expect(outcome.kind).not.toBe('approved');
        expect(count).toBeLessThanOrEqual(64);
      }),
      { numRuns: 300 },
    );
  });
});
