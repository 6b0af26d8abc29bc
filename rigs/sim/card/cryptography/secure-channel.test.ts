import { createCipheriv, createECDH, createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from '../bytes.ts';
import { curveSigner } from './curve-signature.ts';
import { foreignKeys, foreignMessages } from '../vectors/foreign-channel.table.ts';
import {
  cmac,
  encipherNext,
  enhancedMac,
  issuerDataMac,
  openCardChannel,
  openEnvelope,
  receiptFor,
  sealEnvelope,
} from './secure-channel.ts';

/** RFC 4493, 4: the four examples. */
const key = '2B7E151628AED2A6ABF7158809CF4F3C';
const message =
  '6BC1BEE22E409F96E93D7E117393172AAE2D8A571E03AC9C9EB76FAC45AF8E5130C81C46A35CE411E5FBC1191A0A52EFF69F2445DF4F9B17AD2B417BE66C3710';

test.each([
  [0, 'BB1D6929E95937287FA37D129B756746'],
  [16, '070A16B46B4D4144F79BDD9DD04A287C'],
  [40, 'DFA66747DE9AE63030CA32611497C827'],
  [64, '51F0BEBF7E3B9D92FC49741779363CFE'],
])('a code over %i published bytes is the published one', (length, code) => {
  expect(toHex(cmac(fromHex(key), fromHex(message.slice(0, length * 2))))).toBe(code);
});

test('everything in the channel is as another implementation computes it', () => {
  const { record, envelopeRead, envelopeWritten, ...foreign } = foreignMessages;
  // The card takes its factor from random bytes, modulo the order less three, and adds two.
  const random = fromHex((BigInt(`0x${foreignKeys.factorHex}`) - 2n).toString(16).padStart(64, '0'));
  const kernelKey = fromHex(foreignKeys.kernelKeyHex);
  const signer = curveSigner('p256', foreignKeys.cardSecretHex);
  const opened = openCardChannel(signer, { kernelKey, random, liesAboutFactor: false });
  if (opened === undefined) throw new Error('the published key is on the curve');
  const { channel, keyData } = opened;
  const code = issuerDataMac(channel, fromHex(foreign.talkHex));
  expect({
    keyData: toHex(keyData),
    keys: [channel.confidentiality, channel.integrity].map(toHex),
    record: toHex(encipherNext(channel, fromHex(record.plainHex))),
    read: toHex(sealEnvelope(channel, fromHex(envelopeRead.plainHex))),
    written: toHex(openEnvelope(channel, fromHex(envelopeWritten.sentHex))),
    receipt: toHex(receiptFor(channel, fromHex(envelopeWritten.plainHex))),
    code: toHex(code),
    enhanced: toHex(enhancedMac(channel, fromHex(foreign.cryptogramHex), code)),
  }).toEqual({
    keyData: foreign.keyDataHex,
    keys: [foreign.confidentialityHex, foreign.integrityHex],
    record: record.sentHex,
    read: envelopeRead.sentHex,
    written: envelopeWritten.plainHex,
    receipt: envelopeWritten.receiptHex,
    code: foreign.issuerDataMacHex,
    enhanced: foreign.enhancedMacHex,
  });
});

describe('a channel', () => {
  // RFC 6979, A.2.5: a key pair that others published; the card's own is another one.
  const published = 'C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721';
  const signer = curveSigner('p256', '01'.repeat(32));
  const terminal = createECDH('prime256v1');
  terminal.setPrivateKey(published, 'hex');
  const kernelKey = Uint8Array.from(terminal.getPublicKey().subarray(1));
  const open = (random: string) =>
    openCardChannel(signer, { kernelKey, random: fromHex(random), liesAboutFactor: false });

  test('shows another key in every transaction, and never its own', () => {
    const keys = ['11'.repeat(32), '12'.repeat(32)].map((random) =>
      toHex(open(random)?.keyData.slice(0, 32) ?? new Uint8Array()),
    );
    expect(new Set([...keys, toHex(signer.x)]).size).toBe(3);
  });

  test('has keys that follow from the product of both, as the library multiplies and enciphers', () => {
    const opened = open('11'.repeat(32));
    const shared = terminal.computeSecret(`02${toHex(opened?.keyData.slice(0, 32) ?? new Uint8Array())}`, 'hex');
    const derivation = createCipheriv('aes-128-ecb', cmac(new Uint8Array(16), Uint8Array.from(shared)), null);
    derivation.setAutoPadding(false);
    const blocks = ['01', '02'].map((purpose) => `${purpose}010054334A325957773DA5A5A50180`).join('');
    const keys = derivation.update(blocks, 'hex', 'hex').toUpperCase();
    const own = opened?.channel;
    expect(own && toHex(own.confidentiality) + toHex(own.integrity)).toBe(keys);
  });

  test('enciphers no two messages alike', () => {
    const channel = open('11'.repeat(32))?.channel;
    if (channel === undefined) throw new Error('the published key is on the curve');
    const plain = Uint8Array.from(createHash('sha256').digest());
    expect(channel.counter).toBe(0x8001);
    expect(toHex(encipherNext(channel, plain))).not.toBe(toHex(encipherNext(channel, plain)));
    expect(channel.counter).toBe(0x8003);
  });

  test('is not opened to a key that is on no curve', () => {
    const opened = openCardChannel(signer, {
      kernelKey: new Uint8Array(64).fill(1),
      random: new Uint8Array(32).fill(1),
      liesAboutFactor: false,
    });
    expect(opened).toBe(undefined);
  });
});
