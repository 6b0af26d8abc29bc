import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { schemeKeys } from './personalisation/scheme-keys.ts';
import { pick, recover } from './testing/by-hand.ts';
import {
  commands,
  firstDataHex,
  generateAc,
  initiatedCard,
  poweredCard,
  readAll,
  send,
  sendWell,
} from './testing/tap.ts';

const authority = schemeKeys.certificationAuthority;
const fileLocatorHex = '080101001001010118010300';
const unpredictableNumberHex = 'A1B2C3D4';

function sha1Hex(hex: string): string {
  return createHash('sha1').update(Buffer.from(hex, 'hex')).digest('hex').toUpperCase();
}

interface Opened {
  readonly isSound: boolean;
  /** From the format on, without the hash and the trailer. */
  readonly contentHex: string;
}

/** Opens a signature by the book: header, trailer, hash over content and what stands beside it. */
function open(recoveredHex: string, besideHex: string): Opened {
  const contentHex = recoveredHex.slice(2, -42);
  const hashHex = recoveredHex.slice(-42, -2);
  const hasFrame = recoveredHex.startsWith('6A') && recoveredHex.endsWith('BC');
  return { contentHex, isSound: hasFrame && hashHex === sha1Hex(contentHex + besideHex) };
}

/** The key's bytes in a certificate, completed by the remainder, without padding. */
function modulusOf(opened: Opened, options: { headLength: number; remainderHex: string; lengthAt: number }): string {
  const length = Number.parseInt(opened.contentHex.slice(options.lengthAt * 2, options.lengthAt * 2 + 2), 16);
  return (opened.contentHex.slice(options.headLength * 2) + options.remainderHex).slice(0, length * 2);
}

/** Both certificates of a card, opened from the CA key down. */
function openChain(name: string): { issuer: Opened; icc: Opened; iccKey: { modulusHex: string; exponentHex: string } } {
  const [, authenticated = '', issuerRecord = '', issuerCertificate = '', iccRecord = ''] = readAll(
    initiatedCard(name),
    fileLocatorHex,
  );
  const issuerExponentHex = pick(issuerRecord, '9F32');
  const issuer = open(recover({ ...authority, signatureHex: pick(issuerCertificate, '90') }), issuerExponentHex);
  const issuerModulusHex = modulusOf(issuer, { headLength: 14, lengthAt: 12, remainderHex: '' }).slice(0, 352);
  const iccExponentHex = pick(iccRecord, '9F47');
  const remainderHex = pick(iccRecord, '9F48');
  // The record's content (behind 70 81 xx, or 70 xx) and the application interchange profile.
  const staticHex = `${authenticated.slice(authenticated.startsWith('7081') ? 6 : 4)}1980`;
  const signatureHex = pick(iccRecord, '9F46');
  const icc = open(
    recover({ modulusHex: issuerModulusHex, exponentHex: issuerExponentHex, signatureHex }),
    remainderHex + iccExponentHex + staticHex,
  );
  const modulusHex = modulusOf(icc, { headLength: 20, lengthAt: 18, remainderHex });
  return { issuer, icc, iccKey: { modulusHex, exponentHex: iccExponentHex } };
}

describe('the certificates of a standard card', () => {
  const { issuer, icc } = openChain('standard');

  test('the issuer certificate opens with the CA key and names the issuer', () => {
    expect(issuer.isSound).toBe(true);
    // Format, identifier, expiry four years on, serial number, SHA-1, RSA, 176 bytes, exponent of one byte.
    expect(issuer.contentHex.slice(0, 28)).toBe('02541333FF11300000010101B001');
  });

  test('the card certificate opens with the issuer key and covers the static data', () => {
    expect(icc.isSound).toBe(true);
    expect(icc.contentHex.slice(0, 26)).toBe('045413332610000447FFFF1130');
    expect(icc.contentHex.slice(32, 40)).toBe('01019001');
  });
});

describe('cards with a flaw in their certificates', () => {
  test('a corrupted issuer certificate does not open', () => {
    expect(openChain('corrupted-issuer-certificate').issuer.isSound).toBe(false);
  });

  test('a corrupted card certificate does not open, below a sound issuer certificate', () => {
    const { issuer, icc } = openChain('corrupted-icc-certificate');
    expect(issuer.isSound).toBe(true);
    expect(icc.isSound).toBe(false);
  });

  test('expired certificates are sound otherwise', () => {
    const { issuer, icc } = openChain('expired-certificates');
    expect([issuer.isSound, icc.isSound]).toEqual([true, true]);
    expect(issuer.contentHex.slice(10, 14)).toBe('1026');
  });
});

/** Answers a first GENERATE AC with CDA and opens its signature. */
function sign(
  name: string,
  options: { parameter1Hex: string; processingOptionsHex: string } = { parameter1Hex: '90', processingOptionsHex: '' },
): { opened: Opened; saysHashHex: string; hashHex: string; answerHex: string } {
  const { iccKey } = openChain('standard');
  const card = poweredCard(name);
  sendWell(card, commands.selectApplication);
  const length = options.processingOptionsHex.length / 2;
  const header = Buffer.from([0x80, 0xa8, 0, 0, length + 2, 0x83, length]).toString('hex');
  sendWell(card, `${header}${options.processingOptionsHex}00`);
  const answerHex = sendWell(card, generateAc(options.parameter1Hex));
  const signatureHex = pick(answerHex, '9F4B');
  const opened = open(recover({ ...iccKey, signatureHex }), unpredictableNumberHex);
  const answeredHex = answerHex.slice(6).replace(`9F4B8190${signatureHex}`, '');
  const hashHex = sha1Hex(options.processingOptionsHex + firstDataHex + answeredHex);
  // Format, algorithm, length; 1 + 8 dynamic number, 1 cryptogram information, 8 cryptogram, then the hash.
  return { opened, answerHex, hashHex, saysHashHex: opened.contentHex.slice(42, 82) };
}

describe('the dynamic signature of GENERATE AC', () => {
  test('covers an ARQC, the terminal data and the rest of the answer', () => {
    const { opened, saysHashHex, hashHex } = sign('standard');
    expect(opened.isSound).toBe(true);
    expect(opened.contentHex).toMatch(/^05012608010203040506070880.{16}.{40}(BB){81}$/);
    expect(saysHashHex).toBe(hashHex);
  });

  test('covers the values of the processing options list as well', () => {
    const processingOptionsHex = '0102030400000000125002760000008000';
    const { opened, saysHashHex, hashHex } = sign('with-pdol', { parameter1Hex: '50', processingOptionsHex });
    expect(opened.isSound).toBe(true);
    expect(saysHashHex).toBe(hashHex);
  });

  test('puts the objects of the answer in the agreed order, the cryptogram only inside the signature', () => {
    const { answerHex } = sign('standard');
    expect(answerHex).toMatch(/^7781B29F2701809F360200019F4B8190.{288}9F1012.{36}$/);
  });

  test('carries the first two bytes of its dynamic number into the issuer application data', () => {
    const { opened, answerHex } = sign('standard');
    expect(pick(answerHex, '9F10').slice(16, 20)).toBe(opened.contentHex.slice(8, 12));
  });

  test('a bad one has the right frame and the wrong hash', () => {
    const { opened } = sign('bad-dynamic-signature');
    expect(opened.isSound).toBe(false);
    expect(opened.contentHex).toMatch(/^050126/);
  });

  test('one over other transaction data is sound but says another hash', () => {
    const { opened, saysHashHex, hashHex } = sign('bad-transaction-data-hash');
    expect(opened.isSound).toBe(true);
    expect(saysHashHex).not.toBe(hashHex);
  });

  test('is left out of an AAC, even when asked for', () => {
    const answer = send(initiatedCard('standard'), generateAc('10'));
    expect(answer).toMatch(/^77299F2701009F360200019F2608.{16}9F1012.{36}9000$/);
  });
});
