import assert from 'node:assert/strict';
import type { TerminalConfiguration } from '../configuration.ts';
import type { KeyChange, NetworkManagement } from '../host-settings.ts';
import type { TerminalClock } from '../needs.ts';
import type { DurableStore } from '../store-and-forward/durable-store.ts';
import { StorageRefused, unlessRefused } from '../store-and-forward/store-failure.ts';
import type { HostClient, HostExchange } from './host-client.ts';
import { readKeyBlocks } from './key-block.ts';
import type { KeysInForce } from './keys-in-force.ts';
import type { Dialect, NetworkManagementTerms } from './message-codec.ts';
import { networkRequest } from './requests.ts';
import { readWorkingKeys } from './working-keys.ts';

/** What the terminal does with its host besides transactions. Its functions must not overlap: the terminal takes turns. */
export interface HostSession {
  /** Signs on and changes keys where the profile wants it when the terminal is switched on. */
  atStart(): Promise<void>;
  /**
   * Does what is due before a transaction.
   *
   * @returns why there may be none: not-signed-on, keys-not-changed, or undefined
   */
  beforeTransaction(): Promise<string | undefined>;
  /** An echo test; one that fails makes the next transaction sign on again. */
  echo(): Promise<HostExchange['kind']>;
}

/** What a session works with. */
export interface HostSessionParts {
  readonly configuration: TerminalConfiguration;
  readonly clock: TerminalClock;
  readonly store: DurableStore;
  readonly client: HostClient;
  readonly dialect: Dialect;
  readonly keys: KeysInForce;
}

/**
 * Sign-on, echo test and key change at their configured times. New keys are in force from the moment at which they are on the
 * disk, which is after their answer was confirmed and never before: until a message comes under them, the host takes the old.
 *
 * @clause ISO 8583:1987 4.1.2 (0800, 0810), data element 70
 */
export function hostSession(parts: HostSessionParts): HostSession {
  const { networkManagement: profile } = parts.configuration;
  const state: SessionState = { isSignedOn: false, owesKeyChange: false, keysSinceMs: steadyMs(parts) };
  return {
    async atStart() {
      if (profile?.signOn === 'at-start') await makeReady(parts, profile, state);
    },
    beforeTransaction: async () => (profile === undefined ? undefined : makeReady(parts, profile, state)),
    async echo() {
      const exchange = await ask(parts, termsOf(parts).echo);
      if (!isConfirmed(exchange)) state.isSignedOn = false;
      return exchange.kind;
    },
  };
}

interface SessionState {
  isSignedOn: boolean;
  /** Signed on, and the keys that belong to it were not had yet. */
  owesKeyChange: boolean;
  /** On the clock that nobody sets. */
  keysSinceMs: number;
}

async function makeReady(
  parts: HostSessionParts,
  profile: NetworkManagement,
  state: SessionState,
): Promise<string | undefined> {
  const triesMax = profile.onFailure === 'retry' ? (profile.triesMax ?? 1) : 1;
  let failure: string | undefined;
  for (let tries = 0; tries < triesMax; tries += 1) {
    failure = await tryOnce(parts, profile, state);
    if (failure === undefined) return undefined;
  }
  return profile.onFailure === 'go-on' ? undefined : failure;
}

async function tryOnce(
  parts: HostSessionParts,
  { keyChange }: NetworkManagement,
  state: SessionState,
): Promise<string | undefined> {
  if (!state.isSignedOn) {
    state.isSignedOn = isConfirmed(await ask(parts, termsOf(parts).signOn));
    if (!state.isSignedOn) return 'not-signed-on';
    state.owesKeyChange = keyChange?.atSignOn === true;
  }
  if (keyChange === undefined || !isChangeDue(parts, keyChange, state)) return undefined;
  if (!(await changeKeys(parts))) return 'keys-not-changed';
  state.owesKeyChange = false;
  state.keysSinceMs = steadyMs(parts);
  return undefined;
}

function isChangeDue(parts: HostSessionParts, keyChange: KeyChange, state: SessionState): boolean {
  const { afterTransactionCount = Number.POSITIVE_INFINITY, everyMs = Number.POSITIVE_INFINITY } = keyChange;
  if (state.owesKeyChange || steadyMs(parts) - state.keysSinceMs >= everyMs) return true;
  return parts.store.transactionsUnderKeys() >= afterTransactionCount;
}

function steadyMs({ clock }: Pick<HostSessionParts, 'clock'>): number {
  return clock.steadyMs?.() ?? clock.nowMs();
}

/** @returns whether new keys are in force; if not, the old ones are, here and at the host */
async function changeKeys({ keys, ...parts }: HostSessionParts): Promise<boolean> {
  const network = termsOf(parts);
  const exchange = await ask(parts, network.keyChange);
  if (exchange.kind !== 'answered' || !isConfirmed(exchange)) return false;
  const under = keys.encryptingKey;
  assert(under !== undefined, 'keys are changed where there is a key that they come under');
  const readKeys = network.keyForm === 'tr-31' ? readKeyBlocks : readWorkingKeys;
  const read = readKeys(exchange.answer.fields.get(network.keyElement) ?? '', under);
  return read !== undefined && !(unlessRefused(() => keys.take(read)) instanceof StorageRefused);
}

/** A terminal that can't number a message sends none. */
async function ask(parts: Omit<HostSessionParts, 'keys'>, code: string): Promise<HostExchange> {
  const stan = unlessRefused(() => parts.store.nextStan());
  if (stan instanceof StorageRefused) return { kind: 'not-connected' };
  const timeMs = parts.clock.nowMs();
  return parts.client.exchange(networkRequest(parts.configuration, { stan, timeMs, code }));
}

function termsOf({ dialect }: Pick<HostSessionParts, 'dialect'>): NetworkManagementTerms {
  assert(dialect.network !== undefined, `${dialect.name} has network management`);
  return dialect.network;
}

function isConfirmed(exchange: HostExchange): boolean {
  return exchange.kind === 'answered' && exchange.answer.fields.get(39) === '00';
}
