import { createHash } from 'node:crypto';
import type { RequestedAction } from '../action-analysis.ts';
import type { CryptogramType } from '../application-protocol-data-unit.ts';
import { toUnsigned } from '../bytes.ts';
import type { TransactionData } from '../outcome.ts';
import { namesTwoAccounts } from '../two-accounts.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import { whyCodeIsWrong, whyNotAuthenticated } from './explain-kernel-8.ts';
import { authenticateLocally, staticDataOf } from './kernel-8-authentication.ts';
import { drawTransactionKey } from './kernel-8-channel.ts';
import type { SecureChannel } from './kernel-8-channel.ts';
import { askForCryptogram, enterIssuerDataMac, isEnhancedMacRight } from './kernel-8-cryptogram.ts';
import type { Kernel8Cryptogram } from './kernel-8-cryptogram.ts';
import {
  isLocallyAuthenticated,
  kernel8Data,
  offerForAmount,
  plainSettings,
  readCardQualifier,
} from './kernel-8-data.ts';
import { analyseForKernel8, takeDecision } from './kernel-8-decision.ts';
import type { VerificationDecided } from './kernel-8-decision.ts';
import { resultOfKernel8 } from './kernel-8-outcome.ts';
import { readEnvelopes, writeEnvelopes } from './kernel-8-envelopes.ts';
import { initiateKernel8, readProtectedRecords } from './kernel-8-records.ts';
import { raise, takeCardResults } from './kernel-8-results.ts';
import type { Kernel8Bit } from './kernel-8-results.ts';
import {
  isAccountOfApplication,
  openKernelContext,
  panDigitsOf,
  rememberNumber,
  stepReporter,
} from './kernel-context.ts';
import type { ContactlessKernel, ContactlessKernelNeeds, KernelResult, KernelTerms } from './kernel-result.ts';
import { resistRelay } from './relay-resistance.ts';

/** What the steps behind GET PROCESSING OPTIONS work on. */
interface Running {
  readonly needs: ContactlessKernelNeeds;
  readonly terms: KernelTerms;
  readonly session: CardSession;
  readonly context: TransactionContext;
  readonly channel: SecureChannel;
  readonly processingOptionsData: Uint8Array;
}

/** Bits of the relay resistance protocol, which both kernels that have it call the same. */
const relayBits: ReadonlySet<string> = new Set<Kernel8Bit>([
  'relay-threshold-exceeded',
  'relay-time-limits-exceeded',
  'relay-resistance-performed',
]);
const relayMask = 0x01;

/**
 * The kernel of elliptic curves: a channel with a key of this transaction alone, records enciphered in it, verification as the card
 * decides out of what the terminal offers, one cryptogram, and two codes that bind it to the channel and to all that was said.
 *
 * The book is not to be had without a licence. Steps and numbers are those that a public implementation of its version 1.1 cites
 * (github.com/Digrol/Denom at 384f547, TerminalKernel8 and EmvCrypt; facts only).
 *
 * @clause C-8 (kernel 8) 1.1; Book E 1.1
 */
export const performKernel8: ContactlessKernel = async (needs, terms, { session, selected }) => {
  const qualified = readCardQualifier(selected.objects);
  if (qualified.kind !== 'qualified') return qualified;
  const key = drawTransactionKey(needs.random);
  if (key === undefined) return { kind: 'ended', reason: 'random-source-repeats' };
  const { application } = selected;
  const own = kernel8Data(application, terms.configuration, key.coordinates);
  const objects = [...selected.objects, qualified.object];
  const opened = openKernelContext(needs, terms, { ...selected, objects }, own);
  if (opened.kind === 'ended') return opened;
  const { context } = opened;
  const { data } = context;
  const report = stepReporter(needs, context);
  const initiated = await initiateKernel8(session, data, application.kernel8?.defaultRiskListHex);
  if (initiated.kind !== 'initiated') return initiated;
  report('initiated', ['82', '94', '9F2B', '9F2C']);
  const channel = key.agree(data.get('9F8103') ?? new Uint8Array());
  if (channel === undefined) return { kind: 'ended', reason: 'decryption-failed' };
  const { processingOptionsData } = initiated;
  return performInChannel({ needs, terms, session, context, channel, processingOptionsData });
};

/** From the channel on. @clause C-8, S20 to S2930 */
async function performInChannel(running: Running): Promise<KernelResult> {
  const { needs, terms, session, context, channel, processingOptionsData } = running;
  const { data, application } = context;
  const settings = application.kernel8 ?? plainSettings;
  const report = stepReporter(needs, context);
  const relay = await relayResistance(running);
  if (relay !== undefined) return relay;
  const read = await readProtectedRecords(session, data, {
    channel,
    acceptsPlain: settings.acceptsPlainRecords === true,
  });
  if (read.kind !== 'read') return read;
  report('records-read', []);
  needs.observer.display('PROCESSING');
  if (namesTwoAccounts(data)) return { kind: 'ended', reason: 'card-data-error' };
  if (!isAccountOfApplication(context, panDigitsOf(context))) return { kind: 'ended', reason: 'provider-mismatch' };
  const unread = await readEnvelopes(session, data, { channel, tagsHex: settings.readsEnvelopes ?? [] });
  if (unread !== undefined) return unread;
  offerForAmount(context);
  const actionTerms = {
    codes: application.terminalActionCodes,
    isForcedOnline: context.request.isForcedOnline === true,
  };
  report('risk', ['95', '9F33', '9F1D']);
  const action = analyseForKernel8(data, actionTerms);
  report('action-analysis', ['95'], { requested: action.requested });
  const envelopes = settings.writesEnvelopes ?? [];
  const generated = await askForCryptogram(session, data, {
    requested: action.requested,
    processingOptionsData,
    isFollowed: envelopes.length > 0,
  });
  if (generated.kind !== 'generated') return generated;
  rememberNumber(terms, context);
  const refused = verifyCodes(running, generated, read.signedRecords ?? new Uint8Array());
  if (refused !== undefined) return refused;
  takeCardResults(data);
  report('restrictions', ['95', '9F8104']);
  const decided = takeDecision(data);
  verify(context, decided);
  report('cardholder-verification', ['9F34', '95', '9F8102'], { method: decided.method });
  const second = analyseForKernel8(data, actionTerms);
  report('cryptogram', ['9F27', '9F36', '95']);
  await writeEnvelopes(session, data, { channel, envelopes });
  if (envelopes.length > 0 || settings.readsEnvelopes !== undefined) report('data-envelopes', ['9F821C', '9F821B']);
  return conclude(context, { decided, action: second, answered: generated.answered });
}

/**
 * Both codes, and between them the card's key. Nothing that the card said goes on to anybody before they hold.
 *
 * @clause C-8, S2627 and S28: issuer data MAC, local authentication, enhanced data authentication MAC
 */
function verifyCodes(
  running: Running,
  generated: Kernel8Cryptogram,
  signedRecords: Uint8Array,
): KernelStop | undefined {
  const { needs, context, channel } = running;
  const { data, application, configuration } = context;
  const report = stepReporter(needs, context);
  const staticData = staticDataOf(data, signedRecords);
  if (staticData === undefined) return { kind: 'ended', reason: 'card-data-error' };
  const hash = Uint8Array.from(createHash('sha256').update(staticData).digest());
  const parts = [...generated.talk, { name: 'the hash of the static data', value: hash }];
  const defaultOffset = application.kernel8?.issuerDataMacOffset ?? 0;
  const unentered = enterIssuerDataMac(data, channel, { parts, defaultOffset });
  if (unentered !== undefined) return unentered;
  if (isLocallyAuthenticated(data)) {
    const local = authenticateLocally(data, configuration, { staticData, channel });
    if (local.kind === 'missing') return { kind: 'ended', reason: 'card-data-error' };
    if (local.kind === 'failed') raise(data, ['local-authentication-failed']);
    const reason =
      local.kind === 'failed'
        ? { reason: local.reason, why: whyNotAuthenticated(local.reason, { data, anchors: configuration }) }
        : {};
    report('offline-data-authentication', ['95'], { method: 'local', result: local.kind, ...reason });
  }
  const isRight = isEnhancedMacRight(data, channel);
  report('enhanced-data-authentication', ['9F8105', '9F8109'], {
    result: isRight ? 'verified' : 'failed',
    ...(isRight ? {} : { why: whyCodeIsWrong(data, channel, { parts }) }),
  });
  return isRight ? undefined : { kind: 'ended', reason: 'enhanced-mac-wrong' };
}

/** @clause C-8 29.25 to 29.42 */
function verify(context: TransactionContext, decided: VerificationDecided): void {
  context.data.set('9F34', Uint8Array.from(Buffer.from(decided.resultsHex, 'hex')));
  raise(context.data, decided.bits);
}

function conclude(
  context: TransactionContext,
  found: {
    readonly decided: VerificationDecided;
    readonly action: RequestedAction;
    readonly answered: CryptogramType;
  },
): KernelResult {
  const { method, parameter } = found.decided;
  const record = (): TransactionData => ({ objects: context.data.record(), cardholderVerification: method });
  return resultOfKernel8(context, { ...found, parameter, record });
}

/**
 * The relay resistance protocol, when terminal and card both know it; without it the results say so.
 *
 * @clause C-8 3.10, S21; A.1.110 (time beyond the card's maximum, 9F810C)
 */
async function relayResistance(running: Running): Promise<KernelStop | undefined> {
  const { needs, terms, session, context } = running;
  const { data, application } = context;
  const report = stepReporter(needs, context);
  const settings = application.kernel8?.relayResistance;
  if (settings === undefined || ((data.get('82')?.[1] ?? 0) & relayMask) === 0) {
    raise(data, ['relay-resistance-not-performed']);
    return undefined;
  }
  const performed = await resistRelay(needs, { session, data, usedNumbers: terms.memory.usedNumbers }, settings);
  if (performed.kind !== 'performed') return performed;
  raise(
    data,
    performed.bits.filter((bit): bit is typeof bit & Kernel8Bit => relayBits.has(bit)),
  );
  const cardMaximum = toUnsigned(data.get('DF8304') ?? new Uint8Array(2));
  const excess = Math.min(Math.max(0, performed.measuredHundredUs - cardMaximum), 0xffff);
  data.set('9F810C', Uint8Array.of(excess >> 8, excess & 0xff));
  report('relay-resistance', ['95', '9F810C'], {
    result: 'performed',
    attempts: String(performed.attemptCount),
    measuredHundredUs: String(performed.measuredHundredUs),
  });
  return undefined;
}
