import { encodeMessage } from './message-codec.ts';
import type { Fields, Message } from './message-codec.ts';
import type { WireFormat } from './wire-format.ts';

/** What the acquirer needs of its security module where every message bears a code. */
export interface MessageAuthenticator {
  verify(message: {
    readonly data: Uint8Array;
    readonly code: Uint8Array | undefined;
    readonly keySerialNumber: Uint8Array | undefined;
  }): { readonly isRight: boolean; readonly facts: Readonly<Record<string, string>> };
  codeFor(answer: { readonly data: Uint8Array; readonly keySerialNumber: Uint8Array | undefined }): Uint8Array;
}

/** A message whose code was looked at. */
export interface OpenedMessage {
  /** Without its code, and without the serial number that belonged to the code alone. */
  readonly message: Message;
  readonly isRight: boolean;
  readonly facts: Readonly<Record<string, string>>;
  /** Writes an answer with its code. */
  readonly write: (answer: Message) => Uint8Array;
}

const codeBytes = 8;
const pinElements = ['52', '120'] as const;

/**
 * Looks at the code of a message: data element 64, or 128 where there is a second bitmap, over all bytes before it.
 *
 * @param bytes  the whole message as it came
 * @clause ISO 8583:1987 4.4, data elements 64 and 128
 */
export function openMessage(
  { mti, fields }: Message,
  bytes: Uint8Array,
  agreed: { readonly authenticator: MessageAuthenticator | undefined; readonly format: WireFormat },
): OpenedMessage {
  const { authenticator, format } = agreed;
  if (authenticator === undefined) {
    return { message: { mti, fields }, isRight: true, facts: {}, write: (answer) => encodeMessage(answer, format) };
  }
  const { '64': short, '128': long, '53': serial, ...others } = fields;
  const keySerialNumber = serial === undefined ? undefined : bytesOf(serial);
  const code = long ?? short;
  const verified = authenticator.verify({
    data: bytes.subarray(0, bytes.length - codeBytes),
    code: code === undefined ? undefined : bytesOf(code),
    keySerialNumber,
  });
  const hasPin = pinElements.some((element) => fields[element] !== undefined);
  return {
    message: { mti, fields: hasPin && serial !== undefined ? { ...others, '53': serial } : others },
    ...verified,
    write: (answer) => written(answer, format, (data) => authenticator.codeFor({ data, keySerialNumber })),
  };
}

function written(answer: Message, format: WireFormat, codeFor: (data: Uint8Array) => Uint8Array): Uint8Array {
  const hasSecondBitmap = Object.keys(answer.fields).some((number) => Number(number) > 64);
  const fields: Fields = { ...answer.fields, [hasSecondBitmap ? '128' : '64']: '00'.repeat(codeBytes) };
  const bytes = encodeMessage({ mti: answer.mti, fields }, format);
  bytes.set(codeFor(bytes.subarray(0, bytes.length - codeBytes)), bytes.length - codeBytes);
  return bytes;
}

function bytesOf(fieldHex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(fieldHex, 'hex'));
}
