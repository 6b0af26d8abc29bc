import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/** The calls into `node:crypto` that a piece of work makes, with their time. */
export interface CryptoMeter extends Disposable {
  /** Milliseconds spent inside the calls since the last `reset`. */
  spentMs(): number;
  reset(): void;
  /** The same calls with the same arguments once more, and nothing else. */
  repeatBare(): void;
  /** What was called since the last `reset`, by name, with how often. */
  counts(): ReadonlyMap<string, number>;
}

type PublicEncrypt = typeof crypto.publicEncrypt;

/**
 * Puts a stop watch around public key import, public exponentiation and hashing, for everybody in this process, until it
 * is disposed of. Starting and stopping counts as not spent inside.
 */
export function cryptoMeter(): CryptoMeter {
  const { createHash, createPublicKey, publicEncrypt } = crypto;
  let spentMs = 0;
  let calls: { readonly name: string; readonly again: () => unknown }[] = [];
  const metered = <T>(name: string, work: () => T): T => {
    const startMs = performance.now();
    const result = work();
    spentMs += performance.now() - startMs;
    calls.push({ name, again: work });
    return result;
  };
  const restore = (): void => {
    Object.assign(crypto, { createHash, createPublicKey, publicEncrypt });
    syncBuiltinESMExports();
  };
  Object.assign(crypto, {
    createPublicKey: (key: Parameters<typeof createPublicKey>[0]) =>
      metered('createPublicKey', () => createPublicKey(key)),
    publicEncrypt: (...words: Parameters<PublicEncrypt>) => metered('publicEncrypt', () => publicEncrypt(...words)),
    createHash: (algorithm: string) => meteredHash(() => createHash(algorithm), metered),
  });
  syncBuiltinESMExports();
  return {
    spentMs: () => spentMs,
    reset: () => {
      spentMs = 0;
      calls = [];
    },
    repeatBare: () => {
      for (const { again } of calls) again();
    },
    counts: () => {
      const counts = new Map<string, number>();
      for (const { name } of calls) counts.set(name, (counts.get(name) ?? 0) + 1);
      return counts;
    },
    [Symbol.dispose]: restore,
  };
}

/** A hash that is made, fed and read in one metered call when it is read. */
function meteredHash(create: () => crypto.Hash, metered: <T>(name: string, work: () => T) => T): object {
  const parts: crypto.BinaryLike[] = [];
  const hash = {
    update: (part: crypto.BinaryLike) => {
      parts.push(part);
      return hash;
    },
    digest: (encoding?: crypto.BinaryToTextEncoding) =>
      metered('createHash', () => {
        const real = create();
        for (const part of parts) real.update(part);
        return encoding === undefined ? real.digest() : real.digest(encoding);
      }),
  };
  return hash;
}
