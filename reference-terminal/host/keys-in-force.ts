import { createHash } from 'node:crypto';
import type { TerminalConfiguration } from '../configuration.ts';
import type { DurableStore } from '../store-and-forward/durable-store.ts';
import type { KeyCipher, WorkingKeys } from './working-keys.ts';

/** The zone keys that the terminal works with now: those of its configuration until the host sent others. */
export interface KeysInForce {
  /** For codes over messages, hexadecimal text; undefined where there are none. */
  codesHex(): string | undefined;
  /** The configuration with the PIN key of now. */
  applyTo(configuration: TerminalConfiguration): TerminalConfiguration;
  /** Keeps keys, and works with them from then on. @throws {StoreFailure} nothing was changed then */
  take(keys: WorkingKeys): void;
  /** What new keys come under; undefined where they never change. */
  readonly encryptingKey: { readonly cipher: KeyCipher; readonly keyEncryptingKeyHex: string } | undefined;
}

/** Keys over a store, which is read when they are needed first: not before it has its device key. */
export function keysInForce(configuration: TerminalConfiguration, store: DurableStore): KeysInForce {
  const { messageAuthentication: codes, contact, networkManagement } = configuration;
  const keyEncryptingKeyHex = networkManagement?.keyChange?.keyEncryptingKeyHex;
  const isAes = (codes ?? contact?.onlinePin)?.scheme === 'zone-aes';
  const configured = fingerprint([keyEncryptingKeyHex, codes?.keyHex, contact?.onlinePin?.keyHex]);
  let working: WorkingKeys | undefined;
  const now = (): WorkingKeys => {
    working ??= keyEncryptingKeyHex === undefined ? {} : readFrom(store.workingKeys(), configured);
    return working;
  };
  return {
    codesHex: () => now().codesHex ?? codes?.keyHex,
    applyTo(whole) {
      const { pinsHex } = now();
      const onlinePin = whole.contact?.onlinePin;
      if (pinsHex === undefined || whole.contact === undefined || onlinePin === undefined) return whole;
      return { ...whole, contact: { ...whole.contact, onlinePin: { ...onlinePin, keyHex: pinsHex } } };
    },
    take(keys) {
      const all = { ...now(), ...keys };
      store.takeWorkingKeys(Buffer.from(JSON.stringify({ ...all, configured }), 'utf8'));
      working = all;
    },
    encryptingKey:
      keyEncryptingKeyHex === undefined ? undefined : { cipher: isAes ? 'aes' : 'tdes', keyEncryptingKeyHex },
  };
}

/** What {@link KeysInForce.take} wrote; nothing when the terminal was given other keys since: those are the newest then. */
function readFrom(kept: Uint8Array | undefined, configured: string): WorkingKeys {
  if (kept === undefined) return {};
  const { configured: before, ...keys } = JSON.parse(Buffer.from(kept).toString('utf8')) as WorkingKeys & {
    readonly configured: string;
  };
  return before === configured ? keys : {};
}

function fingerprint(keys: readonly (string | undefined)[]): string {
  return createHash('sha256')
    .update(keys.map((key) => key?.toUpperCase() ?? '').join('|'))
    .digest('hex');
}
