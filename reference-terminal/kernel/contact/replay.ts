import type { CertificationAuthorityKey, TerminalConfiguration } from '../../configuration.ts';
import type { Cardholder } from '../../needs.ts';
import { fromHex, concatBytes, toHex } from '../bytes.ts';
import { createDataObjects } from '../data-objects.ts';
import type { DataObjects } from '../data-objects.ts';
import { cryptogramObjects } from '../generate-cryptogram.ts';
import { authorityKeyChecksum } from '../offline-data-authentication/certification-authority.ts';
import { recoverCardKey } from '../offline-data-authentication/card-key.ts';
import { verifyCombinedSignature } from '../offline-data-authentication/combined-signature.ts';
import { readRecords } from '../read.ts';
import { findObject } from '../tlv.ts';
import { selectCandidate } from './application-selection.ts';
import type { SelectedContactApplication } from './application-selection.ts';
import { buildCandidates } from './candidate-list.ts';
import type { Candidate } from './candidate-list.ts';
import { performContactKernel } from './contact-kernel.ts';
import { openContactSession } from './contact-session.ts';
import { beginProcessing } from './get-processing-options.ts';
import { recordedCard, recordedFacts, verify, withoutFalseStarts } from './recording.ts';
import type { RecordedCard, RecordedExchange, RecordedFacts } from './recording.ts';

/** A recorded transaction, and the CA key that its card names. */
export interface Recording {
  readonly exchanges: readonly RecordedExchange[];
  readonly authorityKey: Pick<CertificationAuthorityKey, 'ridHex' | 'index' | 'modulusHex' | 'exponentHex'> | undefined;
}

/** What the terminal did with a recorded card. */
export interface Replayed {
  readonly commandsHex: readonly string[];
  /** Method, and 'ok', 'not-performed' or which check failed. */
  readonly authentication: { readonly method: string; readonly outcome: string };
  /** Tags 95 and 9B when the terminal asked for a cryptogram, or when it ended. */
  readonly terminalVerificationResultsHex: string;
  readonly transactionStatusInformationHex: string;
  readonly ending: string;
  readonly divergence: RecordedCard['divergence'];
}

/** Somebody who enters a PIN where the recorded cardholder did; the recorded card says whether it is right. */
const anybody: Cardholder = {
  chooseApplication: () => Promise.resolve(0),
  confirmApplication: () => Promise.resolve(true),
  enterPin: () => Promise.resolve({ kind: 'entered', pin: '0000' }),
};

type Steps = Map<string, Readonly<Record<string, string>>>;

/**
 * Plays a recorded card to the contact kernel, with the recorded terminal's amounts, date and unpredictable number. The
 * combined signature is checked over what was recorded, as the card signed that and not what this terminal would send.
 */
export async function replayRecording(given: Recording): Promise<Replayed> {
  const recording = { ...given, exchanges: withoutFalseStarts(given.exchanges) };
  const card = recordedCard(recording.exchanges);
  const facts = recordedFacts(recording.exchanges);
  const steps: Steps = new Map();
  const needs = {
    clock: { nowMs: () => facts.nowMs, sleep: () => Promise.resolve() },
    random: (length: number) => (length === 4 ? facts.unpredictableNumber : new Uint8Array(length).fill(0xff)),
    ...(recording.exchanges.some(({ command }) => toHex(command).startsWith(verify)) ? { cardholder: anybody } : {}),
    observer: {
      display: () => undefined,
      kernelStep: (step: string, words: Readonly<Record<string, string>>) => void steps.set(step, words),
    },
  };
  const configuration = configurationFor(recording, facts);
  const session = openContactSession(card, undefined);
  const ending = await playUntilCryptogram({ needs, configuration, facts, session });
  const last = steps.get('action-analysis') ?? steps.get('cardholder-verification') ?? {};
  return {
    commandsHex: card.commandsHex,
    authentication: await authenticationOf(recording, { configuration, facts, steps }),
    terminalVerificationResultsHex: last['95'] ?? '0000000000',
    transactionStatusInformationHex: steps.get('cryptogram')?.['9B'] ?? '0000',
    ending,
    divergence: card.divergence,
  };
}

type Playing = {
  readonly needs: Parameters<typeof performContactKernel>[0];
  readonly configuration: TerminalConfiguration;
  readonly facts: RecordedFacts;
  readonly session: ReturnType<typeof openContactSession>;
};

async function playUntilCryptogram(playing: Playing): Promise<string> {
  const { configuration, facts, session, needs } = playing;
  const settings = configuration.contact;
  if (settings === undefined) return 'no-selection-recorded';
  if (facts.usesDirectory) {
    const built = await buildCandidates(session, settings);
    if (built.kind !== 'built') return endingOf(built);
  } else if (facts.directoryCommand !== undefined) {
    await session.transmit(facts.directoryCommand);
  }
  const selected = await selectCandidate(session, candidateOf(configuration, facts));
  if (selected.kind !== 'selected') return endingOf(selected);
  const decision = await performContactKernel(
    needs,
    { configuration, settings, request: facts.request, transactionLog: [] },
    { session, selected },
  );
  return endingOf(decision);
}

function endingOf(result: { readonly kind: string; readonly reason?: string }): string {
  return result.reason === undefined ? result.kind : `${result.kind}: ${result.reason}`;
}

/** Static and dynamic authentication as the kernel saw them; a combined one over the recorded data. */
async function authenticationOf(
  recording: Recording,
  played: { readonly configuration: TerminalConfiguration; readonly facts: RecordedFacts; readonly steps: Steps },
): Promise<Replayed['authentication']> {
  const step = played.steps.get('offline-data-authentication');
  const method = step?.['method'] ?? 'none';
  if (step?.['result'] === undefined || step['result'] === 'not-performed') {
    return { method, outcome: 'not-performed' };
  }
  if (step['result'] === 'failed') return { method, outcome: step['reason'] ?? 'failed' };
  if (method !== 'combined') return { method, outcome: 'ok' };
  return { method, outcome: await combinedOutcome(recording, played) };
}

async function combinedOutcome(
  recording: Recording,
  played: { readonly configuration: TerminalConfiguration; readonly facts: RecordedFacts },
): Promise<string> {
  const { configuration, facts } = played;
  const answer = facts.cryptogramAnswer;
  const objects = answer === undefined ? undefined : cryptogramObjects(answer);
  const signed = objects === undefined ? undefined : findObject(objects, '9F4B')?.value;
  if (objects === undefined || signed === undefined) return 'signature-missing';
  const session = openContactSession(recordedCard(recording.exchanges), undefined);
  const selected = await selectCandidate(session, candidateOf(configuration, facts));
  if (selected.kind !== 'selected') return 'not-selected';
  const data = dataOf(selected, facts);
  const begun = await beginProcessing(session, data);
  const read = await readRecords(session, data, []);
  if (begun.kind !== 'initiated' || read.kind !== 'read') return 'records-unreadable';
  const key = recoverCardKey(data, read.signedRecords, configuration);
  if (key.kind !== 'recovered') return key.kind === 'failed' ? key.reason : key.kind;
  const signature = verifyCombinedSignature(signed, key.key, {
    unpredictableNumber: facts.unpredictableNumber,
    cryptogramInformationData: findObject(objects, '9F27')?.value[0] ?? 0,
    transactionData: concatBytes([
      facts.processingOptionsData,
      facts.riskManagementData,
      ...objects.filter(({ tag }) => tag !== '9F4B').map(({ encoded }) => encoded),
    ]),
  });
  return signature.kind === 'verified' ? 'ok' : `signature-${signature.reason}`;
}

function dataOf(selected: SelectedContactApplication, facts: RecordedFacts): DataObjects {
  const data = createDataObjects(facts.terminalValues, selected.objects);
  data.set('9F33', fromHex('E0F8C8'));
  data.set('9F06', facts.applicationName);
  return data;
}

function candidateOf(configuration: TerminalConfiguration, facts: RecordedFacts): Candidate {
  const [application] = configuration.contact?.applications ?? [];
  return {
    applicationName: facts.applicationName,
    application: application ?? applicationFor(facts),
    label: undefined,
    preferredName: undefined,
    codeTableIndex: undefined,
    priority: 0,
    needsConfirmation: false,
  };
}

/** Action codes under which this terminal asks for what the recorded one asked for. */
function applicationFor(facts: RecordedFacts) {
  const all = 'FFFFFFFFFF';
  const none = '0000000000';
  return {
    aidHex: toHex(facts.applicationName),
    label: '',
    allowsPartialSelection: false,
    applicationVersionNumberHex: toHex(facts.cardVersionNumber),
    floorLimitMinor: facts.requested === 'ARQC' ? 0 : 999_999_999_999,
    terminalActionCodes: {
      denialHex: facts.requested === 'AAC' ? all : none,
      onlineHex: facts.requested === 'ARQC' ? all : none,
      defaultHex: none,
    },
    randomSelection: { targetPercent: 0, maximumTargetPercent: 0, thresholdMinor: 0 },
    defaultDynamicDataObjectListHex: '9F3704',
  };
}

function configurationFor(recording: Recording, facts: RecordedFacts): TerminalConfiguration {
  const { authorityKey } = recording;
  const text = (tag: string, otherwise: string): string => {
    const value = facts.terminalValues.get(tag);
    return value === undefined ? otherwise : toHex(value);
  };
  return {
    terminalId: 'REPLAY01',
    merchantId: 'REPLAY',
    acquirerId: '1',
    merchantCategoryCode: '5999',
    merchantName: 'Replay',
    countryCode: text('9F1A', '0000').slice(1),
    currencyCode: facts.request.currencyCode,
    currencyExponent: 2,
    terminalTypeHex: text('9F35', '22'),
    terminalCapabilitiesHex: text('9F33', 'E0F8C8'),
    additionalCapabilitiesHex: text('9F40', '6000F0A001'),
    interfaceDeviceSerialNumber: 'REPLAY01',
    applications: [],
    contact: {
      applications: [applicationFor(facts)],
      terminalCapabilitiesHex: text('9F33', 'E0F8C8'),
      usesDirectory: facts.usesDirectory,
      combinedAuthenticationMode: 1,
      allowsPinBypass: true,
      keepsTransactionLog: false,
      exceptionFile: [],
    },
    certificationAuthorityKeys:
      authorityKey === undefined
        ? []
        : [{ ...authorityKey, checksumHex: toHex(authorityKeyChecksum(authorityKey)), expiry: '491231' }],
    cardTimeoutMs: 0,
    hostResponseTimeoutMs: 0,
    hostConnectTimeoutMs: 0,
    reversalRetryMs: 0,
    batteryRefusePercent: 0,
  };
}
