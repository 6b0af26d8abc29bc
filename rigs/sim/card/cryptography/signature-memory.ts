import type { KeyObject } from 'node:crypto';

/** Signatures kept of one key; a sweep makes the same few over and over. */
const keptMax = 256;

let memory: WeakMap<KeyObject, Map<string, Uint8Array>> | undefined;

/**
 * From now on cards make each signature once and remember it: the same message gives the same one, and the private
 * operation is most of what a simulated card costs. For runs by the thousand; the handle ends it.
 */
export function rememberSignatures(): Disposable {
  memory = new WeakMap();
  return {
    [Symbol.dispose]: () => {
      memory = undefined;
    },
  };
}

/** What was signed before, or what `sign` makes now. */
export function rememberedOr(key: KeyObject, block: Uint8Array, sign: () => Uint8Array): Uint8Array {
  if (memory === undefined) return sign();
  const kept = memory.get(key) ?? new Map<string, Uint8Array>();
  memory.set(key, kept);
  const name = Buffer.from(block).toString('latin1');
  const before = kept.get(name);
  if (before !== undefined) return before;
  const made = sign();
  if (kept.size < keptMax) kept.set(name, made);
  return made;
}
