import { toHex } from '#rigs/sim/issuer/bytes.ts';
import {
  deriveAesSessionKey,
  deriveCardKey,
  deriveCounterKey,
  deriveSessionKey,
  deriveTreeKey,
} from '#rigs/sim/issuer/keys.ts';
import { cardIn, numberIn, sizedIn } from './issuer-input.ts';
import { bytesIn, objectOf, textIn, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

type Derivation = (vector: VectorInput) => Uint8Array;

/** By the beginning of a case's `kind`, letters and digits only, the longer ones first. */
const derivations: readonly (readonly [start: string, derive: Derivation])[] = [
  ['iccmasterkeyoptiona', (vector) => deriveCardKey(sizedIn(vector, 'imk', [16]), cardIn(vector), 'A')],
  ['iccmasterkeyoptionb', (vector) => deriveCardKey(sizedIn(vector, 'imk', [16]), cardIn(vector), 'B')],
  ['iccmasterkeyoptionc', (vector) => deriveCardKey(sizedIn(vector, 'imk', [16, 24, 32]), cardIn(vector), 'C')],
  ['sessionkeyvisa', (vector) => deriveCounterKey(sizedIn(vector, 'icc_mk', [16]), sizedIn(vector, 'atc', [2]))],
  ['sessionkeyemv2000tree', treeKey],
  [
    'sessionkeyaes',
    (vector) => deriveAesSessionKey(sizedIn(vector, 'icc_mk', [16, 24, 32]), sizedIn(vector, 'r', [16])),
  ],
  ['sessionkeycommon', commonKey],
  ['sessionkeymchip', commonKey],
  ['sessionkey', commonKey],
];

/**
 * Derives a card's or a transaction's key; `kind` says which and how.
 *
 * @clause EMV 4.4 Book 2, Annex A1.3 and A1.4
 */
export function deriveKey(input: unknown): unknown {
  const vector = objectOf(input);
  const kind = textIn(vector, 'kind');
  const plain = kind.toLowerCase().replaceAll(/[^a-z\d]/gu, '');
  const found = derivations.find(([start]) => plain.startsWith(start));
  if (found === undefined) throw new VectorProblem('UNKNOWN_KIND', `no derivation of this name, at 'kind'`);
  return toHex(found[1](vector));
}

/** From the diversification value itself, or from counter and unpredictable number. */
function commonKey(vector: VectorInput): Uint8Array {
  const cardKey = sizedIn(vector, 'icc_mk', [16]);
  if (vector['r'] !== undefined) return deriveSessionKey(cardKey, sizedIn(vector, 'r', [8]));
  const diversification = new Uint8Array(8);
  diversification.set(sizedIn(vector, 'atc', [2]));
  if (vector['un'] !== undefined) diversification.set(sizedIn(vector, 'un', [4]), 4);
  return deriveSessionKey(cardKey, diversification);
}

function treeKey(vector: VectorInput): Uint8Array {
  const height = numberIn(vector, 'height', 8);
  const branchFactor = numberIn(vector, 'branch_factor', 4);
  const start = vector['iv'] === undefined ? new Uint8Array(16) : bytesIn(vector, 'iv');
  if (start.length !== 16) throw new VectorProblem('BAD_LENGTH', `${start.length} bytes instead of 16, at 'iv'`);
  if (height < 1 || height > 64 || branchFactor < 2 || branchFactor > 255 || branchFactor ** height < 65_535) {
    throw new VectorProblem('BAD_VALUE', "the tree has fewer leaves than there are counters, at 'height'");
  }
  const tree = { height, branchFactor, start };
  return deriveTreeKey(sizedIn(vector, 'icc_mk', [16]), sizedIn(vector, 'atc', [2]), tree);
}
