import type { ContactlessApplication, TerminalConfiguration } from '../configuration.ts';
import { toHex } from './bytes.ts';
import { performContactless } from './contactless-transaction.ts';
import type { KernelOutcome } from './outcome.ts';
import { recordedOfflineApproval } from './recorded-transactions.table.ts';
import {
  directoryExchange,
  kernelRequest,
  scriptedTerminal,
  templateHex,
  terminalConfiguration,
} from './scripted-terminal.fixture.ts';
import type { ScriptedExchange, TerminalScript } from './scripted-terminal.fixture.ts';

/** The moment of the recorded approval, by its date. */
export const march2012Ms = 1_331_797_264_000;
/** The day of the recorded online request. */
export const october2014Ms = 1_414_713_600_000;
/** The day after the recorded card's last one. */
export const january2015Ms = 1_420_070_400_000;
/** Unpredictable number of the recorded approval. */
export const recordedNumberHex = '000EEC85';
/** Application of the recorded card. */
export const aid = 'A0000000041010';
/** Selection of a directory with that one application. */
export const directory = directoryExchange([
  [
    ['4F', aid],
    ['50', '54657374'],
    ['87', '01'],
  ],
]);
const emptyRecord = (command: string): ScriptedExchange => [command, '70009000'];
/**
 * The recorded card from its directory to its cryptogram. The recording leaves out two records, unsigned ones, that the
 * card's file locator lists: empty ones stand in for them.
 */
export const card: readonly ScriptedExchange[] = [
  directory,
  ...recordedOfflineApproval.exchanges.slice(0, 2),
  emptyRecord('00B2010C00'),
  ...recordedOfflineApproval.exchanges.slice(2, 4),
  emptyRecord('00B2021C00'),
  ...recordedOfflineApproval.exchanges.slice(4),
];
/** The same without GENERATE AC. */
export const cardWithoutCryptogram = card.slice(0, -1);
/** An answer to GENERATE AC that declines. */
export const declined = `${templateHex('77', [
  ['9F27', '00'],
  ['9F36', '0036'],
  ['9F26', '0102030405060708'],
  ['9F10', '0110904009248400000000000000000029FF'],
])}9000`;

/** The configuration of the recording terminal. */
export function configured(
  application: Partial<ContactlessApplication> = {},
  changes: Partial<TerminalConfiguration> = {},
): TerminalConfiguration {
  const authorityKey = { ...recordedOfflineApproval.authorityKey, expiry: '201231' };
  return terminalConfiguration({
    certificationAuthorityKeys: [authorityKey],
    application: { cvmRequiredLimitMinor: 0, ...application },
    ...changes,
  });
}

/** One transaction against a script, at the recorded moment and amount unless said otherwise. */
export async function perform(
  script: TerminalScript,
  terms: { configuration?: TerminalConfiguration; request?: Parameters<typeof kernelRequest>[0] } = {},
) {
  const terminal = scriptedTerminal({ nowMs: march2012Ms, randomHex: [recordedNumberHex], ...script });
  const outcome = await performContactless(terminal, terms.configuration ?? configured(), kernelRequest(terms.request));
  return { terminal, outcome };
}

/** A data object of an outcome as hexadecimal text. */
export const objectHex = (outcome: KernelOutcome, tag: string): string | undefined => {
  const value = 'data' in outcome ? outcome.data.objects.get(tag) : undefined;
  return value === undefined ? undefined : toHex(value);
};
/** The recorded card with one exchange replaced. */
export const replaced = (index: number, exchange: ScriptedExchange): readonly ScriptedExchange[] =>
  card.with(index, exchange);
/** The recorded card with one answer changed. */
export const changedAnswer = (index: number, from: string, to: string): readonly ScriptedExchange[] => {
  const [command, answer] = card[index] ?? ['', ''];
  if (typeof answer !== 'string' || !answer.includes(from)) throw new Error('the answer does not hold what is changed');
  return replaced(index, [command, answer.replace(from, to)]);
};
