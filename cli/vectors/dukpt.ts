import {
  aesTransactionKey,
  aesWorkingKey,
  chainTdes,
  encipherFormat4,
  encipherTdes,
  initialAesKey,
  initialTdesKey,
  panFieldFormat4,
  pinBlockFormat0,
  retailMac,
  tdesCmac,
  tdesTransactionKey,
  tdesWorkingKey,
  toHex,
  updateAesKey,
} from '#terminal/vectors.ts';
import { bytesIn, objectOf, textIn, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/** What the published TDES values share: base derivation key, PIN, account, data. A case may bring its own. */
const published = {
  bdk: '0123456789ABCDEFFEDCBA9876543210',
  pin: '1234',
  pan: '4012345678909',
  data_ascii: '4012345678909D987',
} as const;

/**
 * Keys and blocks of one transaction under DUKPT.
 *
 * Input, TDES: `ksn` of 10 bytes, and `bdk` or `ik`, `pin`, `pan`, `data_ascii` where they are not those of the standard's
 * example. AES: `ksn` of 12 bytes and `bdk` or `ik`; `pin_field` (16 bytes) and `pan` for the block of format 4. Update key:
 * `ik`, `ikid`, `counter`. Result: every key and block that follows, under the names of the published file.
 */
export function dukpt(input: unknown): unknown {
  const vector = objectOf(input);
  if (vector['ikid'] !== undefined && vector['ksn'] === undefined) return updateKeyOf(vector);
  const keySerialNumber = bytesIn(vector, 'ksn');
  if (keySerialNumber.length === 10) return tdesOf(vector, keySerialNumber);
  if (keySerialNumber.length === 12) return aesOf(vector, keySerialNumber);
  throw new VectorProblem('BAD_INPUT', "neither 10 (TDES) nor 12 (AES) bytes, at 'ksn'");
}

function tdesOf(given: VectorInput, keySerialNumber: Uint8Array): unknown {
  const vector: VectorInput = { ...published, ...given };
  const initialKey =
    given['ik'] === undefined
      ? initialTdesKey({ baseKey: keyIn(vector, 'bdk', [16]), keySerialNumber })
      : keyIn(vector, 'ik', [16]);
  const key = tdesTransactionKey({ initialKey, keySerialNumber });
  const pinKey = tdesWorkingKey(key, 'pin-encryption');
  const macKeys = { request: tdesWorkingKey(key, 'mac-request'), response: tdesWorkingKey(key, 'mac-response') };
  const data = Uint8Array.from(Buffer.from(textIn(vector, 'data_ascii'), 'ascii'));
  const padded = new Uint8Array(Math.ceil(data.length / 8) * 8);
  padded.set(data);
  return {
    initial_key: toHex(initialKey),
    txn_key: toHex(key),
    pin_key: toHex(pinKey),
    encrypted_pin_block: toHex(encipherTdes(pinKey, pinBlockFormat0(textIn(vector, 'pin'), textIn(vector, 'pan')))),
    mac_request: toHex(retailMac(macKeys.request, data)).slice(0, 8),
    mac_response: toHex(retailMac(macKeys.response, data)).slice(0, 8),
    cmac_request: toHex(tdesCmac(macKeys.request, data)),
    cmac_response: toHex(tdesCmac(macKeys.response, data)),
    encrypted_request: toHex(chainTdes(tdesWorkingKey(key, 'data-request'), padded)),
  };
}

function aesOf(vector: VectorInput, keySerialNumber: Uint8Array): unknown {
  const initialKey =
    vector['bdk'] === undefined
      ? keyIn(vector, 'ik', [16, 24, 32])
      : initialAesKey({
          baseKey: keyIn(vector, 'bdk', [16, 24, 32]),
          initialKeyIdentifier: keySerialNumber.subarray(0, 8),
        });
  const key = aesTransactionKey({ initialKey, keySerialNumber });
  const lengths = [16, 24, 32].filter((lengthBytes) => lengthBytes <= key.length);
  const working = Object.fromEntries(
    lengths.flatMap((lengthBytes) => {
      const name = `aes${lengthBytes * 8}`;
      const keyFor = (usage: 'pin-encryption' | 'mac-generation' | 'data-encryption'): string =>
        toHex(aesWorkingKey(key, { usage, lengthBytes, keySerialNumber }));
      return [
        [`pin_key_${name}`, keyFor('pin-encryption')],
        [`cmac_${name}_key`, keyFor('mac-generation')],
        [`data_${name}_key`, keyFor('data-encryption')],
      ];
    }),
  );
  const pan = typeof vector['pan'] === 'string' ? panFieldFormat4(vector['pan']) : undefined;
  const pinField = vector['pin_field'] === undefined ? undefined : bytesIn(vector, 'pin_field');
  const pinKey = aesWorkingKey(key, { usage: 'pin-encryption', lengthBytes: 16, keySerialNumber });
  return {
    ik: toHex(initialKey),
    txn_key: toHex(key),
    ...working,
    ...(pan === undefined ? {} : { pan_field: toHex(pan) }),
    ...(pan === undefined || pinField?.length !== 16
      ? {}
      : { encrypted_pin_block_iso4: toHex(encipherFormat4(pinKey, { pin: pinField, pan })) }),
  };
}

function updateKeyOf(vector: VectorInput): unknown {
  const initialKey = keyIn(vector, 'ik', [16, 24, 32]);
  const initialKeyIdentifier = bytesIn(vector, 'ikid');
  if (initialKeyIdentifier.length !== 8) throw new VectorProblem('BAD_INPUT', "not 8 bytes, at 'ikid'");
  return toHex(updateAesKey({ initialKey, initialKeyIdentifier }));
}

function keyIn(vector: VectorInput, name: string, lengths: readonly number[]): Uint8Array {
  const key = bytesIn(vector, name);
  if (!lengths.includes(key.length)) {
    throw new VectorProblem('BAD_KEY_LENGTH', `${key.length} bytes and not ${lengths.join(', ')}, at '${name}'`);
  }
  return key;
}
