import type { ContactlessApplication, TerminalConfiguration } from '../../configuration.ts';
import { performContactless } from '../contactless-transaction.ts';
import {
  directoryExchange,
  kernelRequest,
  scriptedTerminal,
  templateHex,
  terminalConfiguration,
} from '../scripted-terminal.fixture.ts';
import type { ScriptedExchange, TerminalScript } from '../scripted-terminal.fixture.ts';
import { signingCard } from './signing-card.fixture.ts';

/** Application of the card. */
export const fastAid = 'A0000000031010';
const panDigits = '4761739001010010';
/** Unpredictable number of every transaction. */
export const fastNumberHex = '11223344';
/** EMV mode, contact chip, online PIN, signature; device verification. */
const staticQualifiers = '36004000';
const profileHex = '2000';
/** The one record that the card's issuer signed: dates and issuer's country. */
const signedRecordHex = '5F24033012315F28020840';
const keys = signingCard({ ridHex: 'A000000003', panDigits, staticDataHex: signedRecordHex });

/** The authority's key as a terminal has it for this provider. */
export const fastAuthorityKey = (ridHex: string) =>
  signingCard({ ridHex, panDigits, staticDataHex: signedRecordHex }).authorityKey;

/** Selection of a directory with that one application. */
export const fastDirectory = directoryExchange([
  [
    ['4F', fastAid],
    ['9F2A', '03'],
  ],
]);
/** Selection of the application, whose list asks for the qualifiers. */
export const fastSelection = (furtherHex = ''): ScriptedExchange => [
  /^00A4/,
  `${templateHex('6F', [
    ['84', fastAid],
    ['A5', `9F38119F66049F02069F37045F2A029C019F1A02${furtherHex}`],
  ])}9000`,
];
const cid = { AAC: '00', TC: '40', ARQC: '80' } as const;

/** What a card of the qVSDC style answers. */
export interface FastCardPlan {
  readonly answers?: keyof typeof cid;
  readonly qualifiersHex?: string;
  readonly amountHex?: string;
  /** Undefined: no signature. */
  readonly signs?: 'well' | 'badly';
  /** Qualifiers inside the signed data, when other than those in clear. */
  readonly signedQualifiersHex?: string;
  readonly changes?: Readonly<Record<string, string | undefined>>;
  /** What follows the qualifiers in the related data (9F69), signed too. */
  readonly relatedTailHex?: string;
}

/** Everything that a card says after its fastSelection. */
export function fastCard(plan: FastCardPlan): readonly ScriptedExchange[] {
  const { answers = 'ARQC', qualifiersHex, amountHex = '000000001000', signs } = plan;
  const related = `01AABBCCDD${plan.signedQualifiersHex ?? qualifiersHex ?? '0000'}${plan.relatedTailHex ?? ''}`;
  const signature = keys.sign('0411223344', `${fastNumberHex}${amountHex}0036${related}`);
  const objects: Record<string, string | undefined> = {
    82: profileHex,
    94: signs === undefined ? undefined : '0801010110010200',
    '9F36': '0001',
    '9F26': '0102030405060708',
    '9F10': '06010A03A00000',
    '9F27': cid[answers],
    57: `${panDigits}D30122010000000000`,
    '9F6C': qualifiersHex,
    '9F69': signs === undefined ? undefined : related,
    '9F4B':
      signs === undefined
        ? undefined
        : signs === 'well'
          ? signature
          : signature.replace(/..$/, (end) => (end === '00' ? '01' : '00')),
    ...plan.changes,
  };
  const given = Object.entries(objects).flatMap(([tag, value]) => (value === undefined ? [] : [[tag, value] as const]));
  const records: readonly ScriptedExchange[] =
    objects['94'] === undefined
      ? []
      : [
          ['00B2010C00', `${templateHex('70', signedRecordHex)}9000`],
          ['00B2011400', `${templateHex('70', keys.issuerObjects)}9000`],
          ['00B2021400', `${templateHex('70', keys.cardObjects)}9000`],
        ];
  return [[/^80A8/, `${templateHex('77', given)}9000`], ...records];
}

/** A terminal with that application; floor limit 50.00, verification from 30.00 on. */
export function fastConfiguration(
  application: Partial<ContactlessApplication> = {},
  changes: Partial<TerminalConfiguration> = {},
): TerminalConfiguration {
  return terminalConfiguration({
    certificationAuthorityKeys: [keys.authorityKey],
    application: {
      aidHex: fastAid,
      kernelId: 3,
      floorLimitMinor: 5_000,
      cvmRequiredLimitMinor: 3_000,
      terminalTransactionQualifiersHex: staticQualifiers,
      ...application,
    },
    ...changes,
  });
}

/** 2026-01-01. */
export const fastNowMs = 1_767_225_600_000;

/** One purchase of 10.00 unless said otherwise. */
export async function performFast(
  exchanges: readonly ScriptedExchange[],
  terms: {
    readonly configuration?: TerminalConfiguration;
    readonly request?: Parameters<typeof kernelRequest>[0];
    readonly script?: TerminalScript;
    /** Directory and selection, when another application's. */
    readonly opening?: readonly ScriptedExchange[];
  } = {},
) {
  const terminal = scriptedTerminal({
    nowMs: fastNowMs,
    randomHex: [fastNumberHex, fastNumberHex, fastNumberHex],
    exchanges: [...(terms.opening ?? [fastDirectory, fastSelection()]), ...exchanges],
    ...terms.script,
  });
  const request = kernelRequest({ amountMinor: 1_000, ...terms.request });
  const outcome = await performContactless(terminal, terms.configuration ?? fastConfiguration(), request);
  return { terminal, outcome };
}
