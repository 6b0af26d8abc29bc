import { describe, expect, test } from 'vitest';
import type { MagneticStripeSettings } from '../../contactless-settings.ts';
import { fromHex, toHex } from '../bytes.ts';
import { performContactless } from '../contactless-transaction.ts';
import {
  directoryExchange,
  kernelRequest,
  scriptedTerminal,
  templateHex,
  terminalConfiguration,
} from '../scripted-terminal.fixture.ts';
import type { ScriptedExchange } from '../scripted-terminal.fixture.ts';
import { fillDiscretionaryData } from './mag-stripe-track.ts';

const aid = 'A0000000041010';
const settings: MagneticStripeSettings = {
  applicationVersionNumberHex: '0001',
  verificationRequired: 'signature',
  verificationNotRequired: 'none',
};
/** Two digits of the number, three of the check value, two of the counter; nine discretionary digits. */
const record = {
  '9F6C': '0001',
  '9F65': '000E',
  '9F66': '00F0',
  '9F67': '02',
  '9F6B': '5413339000001513D3012201000000000F',
} as const;

const selected: readonly ScriptedExchange[] = [
  directoryExchange([[['4F', aid]]]),
  [
    /^00A4/,
    `${templateHex('6F', [
      ['84', aid],
      ['A5', ''],
    ])}9000`,
  ],
];

async function perform(
  plan: {
    readonly profileHex?: string;
    readonly changes?: Readonly<Record<string, string | undefined>>;
    readonly answer?: Readonly<Record<string, string>>;
    readonly status?: string;
    readonly amountMinor?: number;
    readonly isOff?: boolean;
    readonly acceptsDeviceVerification?: boolean;
  } = {},
) {
  const given = Object.entries({ ...record, ...plan.changes }).flatMap(([tag, value]) =>
    value === undefined ? [] : [[tag, value] as const],
  );
  const answer = Object.entries(plan.answer ?? { '9F61': '1234', '9F36': '0057' });
  const exchanges: ScriptedExchange[] = [
    ...selected,
    [
      /^80A8/,
      `${templateHex('77', [
        ['82', plan.profileHex ?? '0000'],
        ['94', '08010100'],
      ])}9000`,
    ],
    [/^00B2/, `${templateHex('70', given)}9000`],
    [/^802A8E80/, plan.status ?? `${templateHex('77', answer)}9000`],
  ];
  const terminal = scriptedTerminal({ exchanges, randomHex: ['00000000', '0000022B'] });
  const kernel2 = {
    acceptsDeviceVerification: plan.acceptsDeviceVerification ?? false,
    ...(plan.isOff === true ? {} : { magneticStripe: settings }),
  };
  const configuration = terminalConfiguration({ application: { kernel2, cvmRequiredLimitMinor: 5_000 } });
  const request = kernelRequest({ amountMinor: plan.amountMinor ?? 1_000 });
  const outcome = await performContactless(terminal, configuration, request);
  const objectHex = (tag: string): string | undefined => {
    const value = 'data' in outcome ? outcome.data.objects.get(tag) : undefined;
    return value === undefined ? undefined : toHex(value);
  };
  return { terminal, outcome, objectHex };
}

describe('mag-stripe mode', () => {
  test('is off unless configured: such a card is refused before a record is read', async () => {
    const { terminal, outcome } = await perform({ isOff: true });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'mag-stripe-card' });
    expect(outcome.parameters?.discretionaryData.get('DF8115')).toBe('00070000001C');
    expect(terminal.commandsHex.some((hex) => hex.startsWith('00B2'))).toBe(false);
  });

  test('goes online with check value, number and counter in the discretionary data', async () => {
    const { terminal, outcome, objectHex } = await perform();
    expect(outcome).toMatchObject({ kind: 'online-request', data: { cardholderVerification: 'none' } });
    // The number is 555, of which the card takes two digits.
    expect(terminal.commandsHex.at(-1)).toBe('802A8E80040000005500');
    // Counter 87 before number 55, then the check value 04660 with its last three digits, then the length 2.
    expect(objectHex('57')).toBe('5413339000001513D3012201087556602F');
    expect([objectHex('9F39'), objectHex('5A')]).toEqual(['91', '5413339000001513']);
  });

  test('asks for a signature above the CVM required limit', async () => {
    const { outcome } = await perform({ amountMinor: 5_001 });
    expect(outcome).toMatchObject({ kind: 'online-request', data: { cardholderVerification: 'signature' } });
  });

  test.each(['8C', '90', '9F46'])('does not serve as a stripe a card whose records hold %s', async (tag) => {
    const { terminal, outcome } = await perform({ changes: { [tag]: '9F0206' } });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'downgraded-to-mag-stripe' });
    expect(terminal.commandsHex.some((hex) => hex.startsWith('802A'))).toBe(false);
  });

  test.each([
    ['9F65', undefined, 'card-data-missing'],
    ['9F66', undefined, 'card-data-missing'],
    ['9F6B', undefined, 'card-data-missing'],
    ['9F67', '05', 'card-data-error'],
    ['9F65', 'E000', 'card-data-error'],
    ['9F6B', '5413339000001513D301', 'card-data-error'],
    ['56', '42', 'card-data-error'],
  ])('ends with %s being %s', async (tag, value, reason) => {
    expect((await perform({ changes: { [tag]: value } })).outcome).toMatchObject({ kind: 'end-application', reason });
  });

  test.each([
    ['a refusal', { status: '6985' }, { kind: 'end-application', reason: 'card-status-error' }],
    ['no counter', { answer: { '9F61': '1234' } }, { kind: 'end-application', reason: 'card-data-missing' }],
    ['no check value', { answer: { '9F36': '0057' } }, { kind: 'declined', reason: 'declined-by-card' }],
  ])('after %s ends so', async (_name, plan, expected) => {
    expect((await perform(plan)).outcome).toMatchObject(expected);
  });

  test.each([
    ['001000', 'online-request', '7'],
    ['000000', 'declined', undefined],
  ])('with a phone whose indicator is %s ends in %s', async (interactionHex, kind, lengthDigit) => {
    const { outcome, objectHex } = await perform({
      profileHex: '0200',
      amountMinor: 5_001,
      acceptsDeviceVerification: true,
      answer: { '9F61': '1234', '9F36': '0057', DF4B: interactionHex },
    });
    expect(outcome.kind).toBe(kind);
    expect(objectHex('57')?.at(-2)).toBe(lengthDigit);
  });
});

describe('discretionary data', () => {
  const places = { checkValueBitmap: fromHex('000E'), numberBitmap: fromHex('00F0'), counterDigitCount: 2 };
  const dynamic = { checkValue: fromHex('FFFF'), numberDigits: '00000012', counter: fromHex('0001'), lengthDigit: 2 };

  test('take each digit in its place', () => {
    expect(fillDiscretionaryData('999999999', places, dynamic)).toBe('901125352');
  });

  test('that are too short for a place are refused', () => {
    expect(fillDiscretionaryData('9999', places, dynamic)).toBeUndefined();
  });
});
