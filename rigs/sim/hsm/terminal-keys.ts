import { toHex } from './bytes.ts';
import { aesCounter, aesDukptKey, keyUsages, tripleDesCounter, tripleDesDukptKey } from './dukpt.ts';
import type { KeyUsage } from './dukpt.ts';

/** A base derivation key. */
export interface BaseKey {
  /** Beginning of the serial numbers of its devices, hexadecimal text. */
  readonly keySetHex: string;
  readonly key: Uint8Array;
  /** AES: length of the keys for work, bytes. */
  readonly pinKeyBytes: number;
}

/** The keys of one transaction, by use. */
export interface TransactionKeys {
  readonly scheme: 'dukpt-tdes' | 'dukpt-aes';
  /** The serial number without its counter, with its length: no two devices share one. */
  readonly device: string;
  readonly counter: number;
  readonly usages: readonly KeyUsage[];
  readonly keyFor: (usage: KeyUsage) => Uint8Array;
}

/**
 * The keys that a serial number names; undefined when it has no lawful length, or nobody knows its base key.
 *
 * @clause ANSI X9.24-1:2009, A.1; ANSI X9.24-3:2017, 6.2
 */
export function transactionKeys(keySerialNumber: Uint8Array, bases: readonly BaseKey[]): TransactionKeys | undefined {
  const isAes = keySerialNumber.length === 12;
  if (!isAes && keySerialNumber.length !== 10) return undefined;
  const base = bases.find(({ keySetHex }) => toHex(keySerialNumber).startsWith(keySetHex));
  if (base === undefined) return undefined;
  return {
    scheme: isAes ? 'dukpt-aes' : 'dukpt-tdes',
    device: `${keySerialNumber.length}|${deviceOf(keySerialNumber)}`,
    counter: isAes ? aesCounter(keySerialNumber) : tripleDesCounter(keySerialNumber),
    usages: keyUsages,
    keyFor: (usage) =>
      isAes
        ? aesDukptKey(base.key, { keySerialNumber, usage, lengthBytes: base.pinKeyBytes })
        : tripleDesDukptKey(base.key, keySerialNumber, usage),
  };
}

function deviceOf(keySerialNumber: Uint8Array): string {
  const device = keySerialNumber.slice(0, 8);
  if (keySerialNumber.length === 10) device[7] = (device[7] ?? 0) & 0xe0;
  return toHex(device);
}

/** The highest counter of every device, for one use of its keys. */
export class CounterMemory {
  readonly #highest = new Map<string, number>();

  /**
   * Whether the counter is higher than all before; remembers it.
   *
   * @clause ANSI X9.24-1:2009, 8.1: a counter that does not grow is a replay, or a device that lost its memory
   */
  isHigher({ device, counter }: Pick<TransactionKeys, 'device' | 'counter'>): boolean {
    const last = this.#highest.get(device) ?? 0;
    this.#highest.set(device, Math.max(last, counter));
    return counter > last;
  }
}
