import type { TerminalConfiguration } from '../../configuration.ts';
import type { ContactApplication, ContactSettings } from '../../contact-settings.ts';
import type { Cardholder, CardExchange, PinEntry } from '../../needs.ts';
import { fromHex, toHex } from '../bytes.ts';
import type { KernelOutcome, KernelRequest } from '../outcome.ts';
import { scriptedTerminal, templateHex, terminalConfiguration } from '../scripted-terminal.fixture.ts';
import type { KeyLedger } from '../pin/key-ledger.ts';
import { performContact } from './contact-transaction.ts';

/** The application of the fixture's card. */
export const aid = 'A0000000041010';
/** 15 March 2012. */
const nowMs = 1_331_797_264_000;
const directoryName = '315041592E5359532E4444463031';
const statusNotFound = '6A82';

/** Answers by the beginning of the command; each list is used up from the front, its last answer stays. */
export type CardAnswers = Readonly<Record<string, string | readonly string[]>>;

/** The two records of the card, as objects by tag. */
export const recordObjects: Readonly<Record<string, string>> = {
  '5A': '5413330089604111',
  '5F24': '141231',
  '5F34': '01',
  '5F28': '0036',
  '8C': '9F02069F03069F1A0295055F2A029A039C019F3704',
  '8D': '8A029F02069F03069F1A0295055F2A029A039C019F3704',
  '8E': '00000000000000001F00',
  '9F07': 'FFC0',
  '9F08': '0002',
  '9F0D': '0000000000',
  '9F0E': '0000000000',
  '9F0F': '0000000000',
  '9F42': '0036',
};

/** What a test changes of the card: its profile, the objects of its records, and answers of its own. */
export interface ChipCard {
  readonly profileHex?: string;
  readonly objects?: Readonly<Record<string, string | undefined>>;
  readonly answers?: CardAnswers;
  readonly informationObjects?: readonly (readonly [tag: string, valueHex: string])[];
}

/** An answer to GENERATE AC in format 80. */
export function cryptogram(information: '00' | '40' | '80' | 'C0' | '01'): string {
  return `${templateHex('80', `${information}0001${'11'.repeat(8)}0110`)}9000`;
}

/** An answer to SELECT. */
export function fileInformation(name: string, proprietary: readonly (readonly [string, string])[] = []): string {
  const inner = templateHex('A5', proprietary);
  return `${templateHex('6F', toHex(fromHex(templateHex('84', name))) + inner)}9000`;
}

/** The card's answers, the test's before the usual ones. */
function answersOf(card: ChipCard): CardAnswers {
  const objects = Object.entries({ ...recordObjects, ...card.objects }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...card.answers,
    [`00A404000E${directoryName}`]: card.answers?.[`00A404000E${directoryName}`] ?? statusNotFound,
    [`00A4040007${aid}`]: card.answers?.[`00A4040007${aid}`] ?? fileInformation(aid, card.informationObjects),
    '80A8': card.answers?.['80A8'] ?? `${templateHex('80', `${card.profileHex ?? '1800'}08010100`)}9000`,
    '00B2010C': card.answers?.['00B2010C'] ?? `${templateHex('70', objects)}9000`,
    '80AE80': card.answers?.['80AE80'] ?? [cryptogram('80')],
    '80AE40': card.answers?.['80AE40'] ?? [cryptogram('40')],
    '80AE00': card.answers?.['80AE00'] ?? [cryptogram('00')],
  };
}

/** A terminal with a chip slot and one application. */
export function contactConfiguration(
  changes: { readonly application?: Partial<ContactApplication>; readonly settings?: Partial<ContactSettings> } = {},
  terminal: Partial<TerminalConfiguration> = {},
): TerminalConfiguration {
  return {
    ...terminalConfiguration(terminal),
    contact: {
      applications: [
        {
          aidHex: aid,
          label: 'Test',
          allowsPartialSelection: true,
          applicationVersionNumberHex: '0002',
          floorLimitMinor: 50_000,
          terminalActionCodes: { denialHex: '0000000000', onlineHex: '0000000000', defaultHex: '0000000000' },
          randomSelection: { targetPercent: 0, maximumTargetPercent: 0, thresholdMinor: 0 },
          ...changes.application,
        },
      ],
      terminalCapabilitiesHex: 'E0F8C8',
      usesDirectory: true,
      combinedAuthenticationMode: 1,
      allowsPinBypass: true,
      keepsTransactionLog: true,
      exceptionFile: [],
      ...changes.settings,
    },
  };
}

/** Who stands before the terminal, with the PINs that they enter one after the other. */
export function cardholderWith(entries: readonly PinEntry[], choice: number | undefined = 0): Cardholder {
  const left = [...entries];
  return {
    chooseApplication: () => Promise.resolve(choice),
    confirmApplication: () => Promise.resolve(choice !== undefined),
    enterPin: () => Promise.resolve(left.shift() ?? { kind: 'cancelled' }),
  };
}

/** A card that is asked, with the commands that came. */
export interface Contacted {
  readonly outcome: KernelOutcome;
  readonly commandsHex: readonly string[];
  readonly displays: readonly string[];
  readonly releaseCount: () => number;
}

/** One contact transaction with a card. */
export async function contact(
  card: ChipCard,
  terms: {
    readonly configuration?: TerminalConfiguration;
    readonly request?: Partial<KernelRequest>;
    readonly cardholder?: Cardholder;
    readonly randomHex?: readonly string[];
    readonly store?: KeyLedger;
  } = {},
): Promise<Contacted> {
  const answers = new Map(
    Object.entries(answersOf(card)).map(([start, answer]) => [
      start,
      typeof answer === 'string' ? [answer] : [...answer],
    ]),
  );
  const commandsHex: string[] = [];
  let releases = 0;
  const transmit = (command: Uint8Array): Promise<CardExchange> => {
    const commandHex = toHex(command);
    commandsHex.push(commandHex);
    const found = [...answers].find(([start]) => commandHex.startsWith(start));
    const list = found?.[1] ?? ['6D00'];
    const answer = (list.length > 1 ? list.shift() : list[0]) ?? '6D00';
    return Promise.resolve(answer === 'gone' ? { kind: 'card-gone' } : { kind: 'answered', response: fromHex(answer) });
  };
  const terminal = scriptedTerminal({ nowMs, randomHex: terms.randomHex ?? [] });
  const needs = {
    ...terminal,
    ...(terms.cardholder === undefined ? {} : { cardholder: terms.cardholder }),
    ...(terms.store === undefined ? {} : { store: terms.store }),
    contact: {
      insertCheck: () => Promise.resolve({ kind: 'card', answerToReset: fromHex('3B00') } as const),
      transmit,
      release: () => {
        releases += 1;
        return Promise.resolve();
      },
    },
  };
  const request: KernelRequest = {
    kind: 'purchase',
    entry: 'contact',
    amountMinor: 10_001,
    currencyCode: '036',
    sequenceCounter: 7,
    ...terms.request,
  };
  const outcome = await performContact(needs, terms.configuration ?? contactConfiguration(), request);
  return { outcome, commandsHex, displays: terminal.displays, releaseCount: () => releases };
}

/** A data object of an outcome as hexadecimal text. */
export function objectOf(
  outcome: { readonly data?: { readonly objects: ReadonlyMap<string, Uint8Array> } } | KernelOutcome,
  tag: string,
): string | undefined {
  const value = 'data' in outcome ? outcome.data?.objects.get(tag) : undefined;
  return value === undefined ? undefined : toHex(value);
}
