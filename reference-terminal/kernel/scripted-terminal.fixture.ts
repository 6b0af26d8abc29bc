import assert from 'node:assert/strict';
import type { ContactlessApplication, TerminalConfiguration } from '../configuration.ts';
import type { CardExchange } from '../needs.ts';
import { fromHex, toHex } from './bytes.ts';
import type { KernelNeeds } from './contactless-transaction.ts';
import type { KernelRequest } from './outcome.ts';
import { encodeTlv } from './tlv.ts';

/** One step of a scripted card: the command that must come, and the answer as hexadecimal text or what befalls it. */
export type ScriptedExchange = readonly [command: string | RegExp, answer: string | CardExchange];

/** What a scripted reader and card do, in order. */
export interface TerminalScript {
  readonly nowMs?: number;
  /** When the polls are used up nobody is in the field any more. */
  readonly polls?: readonly ('card' | 'no-card' | 'collision' | 'reader-gone')[];
  readonly exchanges?: readonly ScriptedExchange[];
  /** Unpredictable numbers as hexadecimal text, each used once. */
  readonly randomHex?: readonly string[];
}

/** The terminal's surroundings from a script, with a record of what the kernel did to them. */
export interface ScriptedTerminal extends KernelNeeds {
  readonly displays: readonly string[];
  readonly steps: readonly { readonly step: string; readonly facts: Readonly<Record<string, string>> }[];
  readonly commandsHex: readonly string[];
  leftExchangeCount(): number;
  releaseCount(): number;
}

/** A terminal whose card follows a script. A command that the script does not expect fails the test. */
export function scriptedTerminal(script: TerminalScript): ScriptedTerminal {
  let nowMs = script.nowMs ?? 0;
  let releases = 0;
  const polls = [...(script.polls ?? ['card'])];
  const exchanges = [...(script.exchanges ?? [])];
  const randomHex = [...(script.randomHex ?? [])];
  const displays: string[] = [];
  const steps: { step: string; facts: Readonly<Record<string, string>> }[] = [];
  const commandsHex: string[] = [];
  return {
    displays,
    steps,
    commandsHex,
    leftExchangeCount: () => exchanges.length,
    releaseCount: () => releases,
    clock: {
      nowMs: () => nowMs,
      sleep: (delayMs) => {
        nowMs += delayMs;
        return Promise.resolve();
      },
    },
    random: (length) => fromHex(randomHex.shift() ?? '00'.repeat(length)),
    contactless: {
      poll: () => Promise.resolve({ kind: polls.shift() ?? 'no-card' }),
      transmit: (command) => {
        commandsHex.push(toHex(command));
        return Promise.resolve(answerOf(exchanges.shift(), toHex(command)));
      },
      release: () => {
        releases += 1;
        return Promise.resolve();
      },
    },
    observer: {
      display: (text) => {
        displays.push(text);
      },
      kernelStep: (step, facts) => {
        steps.push({ step, facts });
      },
    },
  };
}

/** A configuration with one application; every field can be replaced. */
export function terminalConfiguration(
  changes: Partial<TerminalConfiguration> & { readonly application?: Partial<ContactlessApplication> } = {},
): TerminalConfiguration {
  const { application, ...others } = changes;
  return {
    terminalId: 'TERM0001',
    merchantId: 'MERCHANT0000001',
    acquirerId: '123456',
    merchantCategoryCode: '5411',
    merchantName: 'Test shop',
    countryCode: '036',
    currencyCode: '036',
    currencyExponent: 2,
    terminalTypeHex: '22',
    terminalCapabilitiesHex: 'E068C8',
    additionalCapabilitiesHex: '6000F0A001',
    interfaceDeviceSerialNumber: 'IFD00001',
    applications: [
      {
        aidHex: 'A0000000041010',
        label: 'Test',
        kernelId: 2,
        transactionLimitMinor: 100_000,
        floorLimitMinor: 50_000,
        cvmRequiredLimitMinor: 5_000,
        terminalActionCodes: { denialHex: '0440000000', onlineHex: '0000000000', defaultHex: '0000000000' },
        applicationVersionNumberHex: '0002',
        ...application,
      },
    ],
    certificationAuthorityKeys: [],
    cardTimeoutMs: 1_000,
    hostResponseTimeoutMs: 1_000,
    hostConnectTimeoutMs: 1_000,
    reversalRetryMs: 1_000,
    batteryRefusePercent: 5,
    ...others,
  };
}

/** A purchase of 100.01 in the currency of the fixture's configuration. */
export function kernelRequest(changes: Partial<KernelRequest> = {}): KernelRequest {
  return { kind: 'purchase', amountMinor: 10_001, currencyCode: '036', sequenceCounter: 7, ...changes };
}

/** Selection of the proximity environment by a card that offers the given directory entries. */
export function directoryExchange(entriesHex: readonly (readonly (readonly [tag: string, valueHex: string])[])[]) {
  const entries = entriesHex.map((objects) => templateHex('61', objects)).join('');
  const name = '325041592E5359532E4444463031';
  const answer = templateHex('6F', [
    ['84', name],
    ['A5', templateHex('BF0C', entries)],
  ]);
  return [`00A404000E${name}00`, `${answer}9000`] as const satisfies ScriptedExchange;
}

/** A template as hexadecimal text, from its objects or its finished content. */
export function templateHex(
  tag: string,
  content: string | readonly (readonly [tag: string, valueHex: string])[],
): string {
  const contentHex =
    typeof content === 'string'
      ? content
      : content.map(([inner, valueHex]) => toHex(encodeTlv(inner, fromHex(valueHex)))).join('');
  return toHex(encodeTlv(tag, fromHex(contentHex)));
}

function answerOf(exchange: ScriptedExchange | undefined, commandHex: string): CardExchange {
  assert(exchange !== undefined, `the script is over, yet the command ${commandHex.slice(0, 8)} came`);
  const [expected, answer] = exchange;
  if (typeof expected === 'string') assert.equal(commandHex, expected);
  else assert.match(commandHex, expected);
  return typeof answer === 'string' ? { kind: 'answered', response: fromHex(answer) } : answer;
}
