import {
  decipherFormat4,
  encipherFormat4,
  panFieldFormat4,
  pinBlockFormat0,
  pinBlockFormat1,
  pinBlockFormat2,
  pinBlockFormat3,
  pinFieldFormat4,
  readPinBlock,
  readPinFieldFormat4,
  toHex,
  UnlawfulPin,
} from '#terminal/vectors.ts';
import { randomBytesOfSystem } from './system-random.ts';
import { bytesIn, bytesOf, objectOf, textIn, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/**
 * Makes or reads a PIN block of ISO 9564.
 *
 * Input: `fn` (`encode_pinblock_iso_0`, `decode_pinblock_iso_3`, `encipher_pinblock_iso_4` …) with `inputs`; or `format` with
 * `pin`, `pan`, `nonce`. Result: the block in hexadecimal text, or the PIN that was read. Format 3 and the PIN field of
 * format 4 are filled at random.
 */
export function pinBlock(input: unknown): unknown {
  const vector = objectOf(input);
  try {
    if (typeof vector['fn'] === 'string') return byName(vector['fn'], objectOf(vector['inputs'], "at 'inputs'"));
    return byFormat(vector);
  } catch (error) {
    if (error instanceof UnlawfulPin) throw new VectorProblem('UNLAWFUL_PIN', error.message);
    throw error;
  }
}

function byName(name: string, inputs: VectorInput): string {
  const work = functions[name];
  if (work === undefined) {
    throw new VectorProblem('UNKNOWN_FUNCTION', `not one of ${Object.keys(functions).join(', ')}, at 'fn'`);
  }
  return work(inputs);
}

const functions: Readonly<Record<string, (inputs: VectorInput) => string>> = {
  encode_pinblock_iso_0: (inputs) => toHex(pinBlockFormat0(textIn(inputs, 'pin'), textIn(inputs, 'pan'))),
  encode_pinblock_iso_1: (inputs) => toHex(pinBlockFormat1(textIn(inputs, 'pin'), nonceOf(inputs))),
  encode_pinblock_iso_2: (inputs) => toHex(pinBlockFormat2(textIn(inputs, 'pin'))),
  encode_pinblock_iso_3: (inputs) =>
    toHex(pinBlockFormat3(textIn(inputs, 'pin'), textIn(inputs, 'pan'), randomBytesOfSystem)),
  encode_pin_field_iso_4: (inputs) => toHex(pinFieldFormat4(textIn(inputs, 'pin'), randomBytesOfSystem(8))),
  encode_pan_field_iso_4: (inputs) => toHex(panFieldFormat4(textIn(inputs, 'pan'))),
  encipher_pinblock_iso_4: (inputs) => {
    const pan = panFieldFormat4(textIn(inputs, 'pan'));
    const pin = pinFieldFormat4(textIn(inputs, 'pin'), randomBytesOfSystem(8));
    return toHex(encipherFormat4(aesKeyIn(inputs), { pin, pan }));
  },
  decode_pinblock_iso_0: (inputs) => readPinBlock(0, blockIn(inputs), textIn(inputs, 'pan')),
  decode_pinblock_iso_1: (inputs) => readPinBlock(1, blockIn(inputs)),
  decode_pinblock_iso_2: (inputs) => readPinBlock(2, blockIn(inputs)),
  decode_pinblock_iso_3: (inputs) => readPinBlock(3, blockIn(inputs), textIn(inputs, 'pan')),
  decode_pin_field_iso_4: (inputs) => readPinFieldFormat4(bytesIn(inputs, 'pin_field')),
  decipher_pinblock_iso_4: (inputs) => {
    const block = blockIn(inputs);
    if (block.length !== 16) throw new VectorProblem('UNLAWFUL_PIN', 'a PIN block of format 4 has 16 bytes');
    const pan = panFieldFormat4(textIn(inputs, 'pan'));
    return readPinFieldFormat4(decipherFormat4(aesKeyIn(inputs), block, pan));
  },
};

function byFormat(vector: VectorInput): string {
  const pan = typeof vector['pan'] === 'string' ? vector['pan'].replaceAll(/F+$/giu, '') : '';
  switch (vector['format']) {
    case 0:
      return toHex(pinBlockFormat0(textIn(vector, 'pin'), pan));
    case 1:
      return toHex(pinBlockFormat1(textIn(vector, 'pin'), nonceOf(vector)));
    case 2:
      return toHex(pinBlockFormat2(textIn(vector, 'pin')));
    case 3:
      return toHex(pinBlockFormat3(textIn(vector, 'pin'), pan, randomBytesOfSystem));
    case 4:
      if (vector['pin'] === undefined) return toHex(panFieldFormat4(pan));
      return toHex(pinFieldFormat4(textIn(vector, 'pin'), randomBytesOfSystem(8)));
    default:
      throw new VectorProblem('BAD_INPUT', "not 0, 1, 2, 3 or 4, at 'format'");
  }
}

/** The published case of format 1 takes its fill digits from the nonce's last byte on. */
function nonceOf(vector: VectorInput): Uint8Array {
  if (vector['nonce'] === undefined) return randomBytesOfSystem(8);
  const nonce = bytesIn(vector, 'nonce').toReversed();
  if (nonce.length < 5) throw new VectorProblem('BAD_INPUT', "fewer than 5 bytes, at 'nonce'");
  return nonce;
}

function blockIn(inputs: VectorInput): Uint8Array {
  return bytesOf(inputs['pinblock'] ?? inputs['pin_block'], "at 'pinblock'");
}

function aesKeyIn(inputs: VectorInput): Uint8Array {
  const key = bytesIn(inputs, 'key');
  if (![16, 24, 32].includes(key.length)) throw new VectorProblem('BAD_KEY_LENGTH', "not 16, 24 or 32 bytes, at 'key'");
  return key;
}
