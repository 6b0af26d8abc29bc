import assert from 'node:assert/strict';
import { timingSafeEqual } from 'node:crypto';
import type { KeySettings } from '../key-settings.ts';
import { fromHex, toHex } from '../kernel/bytes.ts';
import { aesCmac, retailMac, tdesCmac } from '../kernel/pin/block-ciphers.ts';
import { aesTransactionKey, aesWorkingKey } from '../kernel/pin/dukpt-aes.ts';
import { tdesTransactionKey, tdesWorkingKey } from '../kernel/pin/dukpt-tdes.ts';
import type { KeyLedger } from '../kernel/pin/key-ledger.ts';
import { aesKeyBytes, keySerialNumbers } from '../kernel/pin/key-serial-numbers.ts';
import { encodeMessage, onTheWire } from './message-codec.ts';
import type { Dialect, HostMessage } from './message-codec.ts';

/** Makes the bytes of requests, and tells which answers to them are authentic. */
export interface MessageWriter {
  /**
   * @returns undefined when the keys for codes are used up: then nothing may leave
   * @throws {MalformedMessage} when the request doesn't fit the dialect
   * @throws {StoreFailure} when the serial number of a key can't be written down
   */
  write(request: HostMessage): WrittenRequest | undefined;
}

/** A request as it leaves. */
export interface WrittenRequest {
  readonly bytes: Uint8Array;
  /** @param body  the bytes that `answer` was read from */
  readonly isAuthentic: (answer: HostMessage, body: Uint8Array) => boolean;
}

/** Messages without codes: whoever has the connection is believed. */
export function plainWriter(dialect: Dialect): MessageWriter {
  return { write: (request) => ({ bytes: encodeMessage(dialect, request), isAuthentic: () => true }) };
}

/** A code over the bytes of a message. */
type Code = (data: Uint8Array) => Uint8Array;

/** Codes of one request and its answer. */
interface Codes {
  readonly request: Code;
  readonly answer: Code;
}

/**
 * Messages that carry a code over all their bytes before it, in data element 64, or 128 where there is a second bitmap. Under
 * DUKPT request and answer have keys of their own, of the transaction that the request's serial number names: that of its
 * PIN, where it has one.
 *
 * @param keyInForceHex  the zone's key now; an answer is held against the key of its request
 * @clause ISO 8583:1987 4.4, data elements 64 and 128; ANSI X9.19 (TDES); NIST SP 800-38B (AES); ANSI X9.24-1:2009, A.4.1;
 *   ANSI X9.24-3:2017, 6.3.3
 */
export function authenticatedWriter(
  dialect: Dialect,
  settings: KeySettings,
  ledger: KeyLedger,
  keyInForceHex: () => string = () => settings.keyHex,
): MessageWriter {
  const { authentication, pinElements } = dialect;
  assert(authentication !== undefined && pinElements !== undefined, `${dialect.name} has elements for codes`);
  const { codeBytes } = authentication;
  const serials = settings.scheme.startsWith('dukpt') ? keySerialNumbers(settings, ledger) : undefined;
  return {
    write(request) {
      const fields = new Map(request.fields);
      const serial =
        serials === undefined ? undefined : (serialOf(fields, pinElements.keySerialNumber) ?? serials.next());
      if (serials !== undefined && serial === undefined) return undefined;
      if (serial !== undefined) fields.set(pinElements.keySerialNumber, toHex(serial));
      const { fields: written } = onTheWire(dialect, { ...request, fields });
      fields.set(codeElement(written), '00'.repeat(codeBytes));
      const bytes = Uint8Array.from(encodeMessage(dialect, { ...request, fields }));
      const codes = codesUnder({ ...settings, keyHex: keyInForceHex() }, dialect)(serial);
      bytes.set(codes.request(bytes.subarray(0, -codeBytes)).subarray(0, codeBytes), bytes.length - codeBytes);
      return { bytes, isAuthentic: (answer, body) => hasRightCode(answer, body, { code: codes.answer, codeBytes }) };
    },
  };
}

function serialOf(fields: ReadonlyMap<number, string>, element: number): Uint8Array | undefined {
  const serial = fields.get(element);
  return serial === undefined ? undefined : fromHex(serial);
}

/** The last element of the last bitmap that the message has. */
function codeElement(fields: ReadonlyMap<number, string>): 64 | 128 {
  return [...fields.keys()].some((number) => number > 64) ? 128 : 64;
}

function hasRightCode(
  answer: HostMessage,
  body: Uint8Array,
  terms: { readonly code: Code; readonly codeBytes: number },
): boolean {
  const { code, codeBytes } = terms;
  if (!answer.fields.has(64) && !answer.fields.has(128)) return false;
  const right = code(body.subarray(0, -codeBytes)).subarray(0, codeBytes);
  return timingSafeEqual(right, body.subarray(-codeBytes));
}

function codesUnder(settings: KeySettings, dialect: Dialect): (serial: Uint8Array | undefined) => Codes {
  const key = fromHex(settings.keyHex);
  const tripleDes = dialect.authentication?.tripleDes === 'cmac' ? tdesCmac : retailMac;
  const under =
    (way: typeof aesCmac, workingKey: Uint8Array): Code =>
    (data) =>
      way(workingKey, data);
  switch (settings.scheme) {
    case 'zone-tdes':
      return () => ({ request: under(tripleDes, key), answer: under(tripleDes, key) });
    case 'zone-aes':
      return () => ({ request: under(aesCmac, key), answer: under(aesCmac, key) });
    case 'dukpt-tdes':
      return (keySerialNumber = new Uint8Array()) => {
        const transactionKey = tdesTransactionKey({ initialKey: key, keySerialNumber });
        return {
          request: under(tripleDes, tdesWorkingKey(transactionKey, 'mac-request')),
          answer: under(tripleDes, tdesWorkingKey(transactionKey, 'mac-response')),
        };
      };
    case 'dukpt-aes':
      return (keySerialNumber = new Uint8Array()) => {
        const transactionKey = aesTransactionKey({ initialKey: key, keySerialNumber });
        const lengthBytes = aesKeyBytes[settings.keyType ?? 'aes-128'];
        const of = (usage: 'mac-generation' | 'mac-verification'): Code =>
          under(aesCmac, aesWorkingKey(transactionKey, { usage, lengthBytes, keySerialNumber }));
        return { request: of('mac-generation'), answer: of('mac-verification') };
      };
  }
}
