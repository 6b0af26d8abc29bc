import { createCipheriv } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createCard } from './card.ts';
import type { SimulatedCard } from './card.ts';
import { cmac } from './cryptography/secure-channel.ts';
import { ownXHex, sharedXHex } from './testing/by-hand-curves.ts';
import { pick } from './testing/by-hand.ts';
import { commands, countingRng, imageOf, send, sendWell } from './testing/tap.ts';

const secret = 0x1d3f5b79a0c2e4f6n;
const suites = { 'pins-by-curve': '10', 'pins-by-curve-of-521-bits': '11' } as const;
type Name = keyof typeof suites;

function initiatedCard(name: Name): SimulatedCard {
  const card = createCard(imageOf(name), countingRng(1));
  card.powerOn('contact');
  sendWell(card, commands.selectApplication);
  sendWell(card, commands.getProcessingOptions);
  return card;
}

/** x of the card's key for PINs: behind head and hash of its certificate, which is in a record of its own. */
function keyXHex(name: Name): string {
  const record = imageOf(name).applications[0]?.records.find(
    ({ shortFileIdentifier, recordNumber }) => shortFileIdentifier === 3 && recordNumber === 4,
  );
  const certificate = pick(
    Buffer.from(record?.content ?? [])
      .toString('hex')
      .toUpperCase(),
    '9F2D',
  );
  return certificate.slice(98, 98 + (suites[name] === '10' ? 64 : 132));
}

interface Try {
  readonly blockHex: string;
  /** How many PINs came before. */
  readonly counter: number;
  readonly firstHex: string;
  readonly challengeHex: string;
}

/** What goes with VERIFY, by the book. @clause EMV 4.4 Book 2, 13.2, A2.3, A1.3 */
function sent(name: Name, { blockHex, counter, firstHex, challengeHex }: Try): string {
  const suite = suites[name];
  const zeros = suite === '10' ? '' : '00'.repeat(14);
  const derivation = cmac(new Uint8Array(16), bytes(zeros + sharedXHex(suite, keyXHex(name), secret)));
  const keys = ['01', '02'].map((purpose) => {
    const cipher = createCipheriv('aes-128-ecb', derivation, null).setAutoPadding(false);
    return Uint8Array.from(cipher.update(`${purpose}0100${firstHex}A5A5A50200`, 'hex'));
  });
  const start = bytes(counter.toString(16).padStart(4, '0').padEnd(32, '0'));
  const [first = new Uint8Array(), second = new Uint8Array()] = keys;
  const sealed = createCipheriv('aes-128-ctr', first, start).update(`7F${blockHex}${challengeHex}`, 'hex', 'hex');
  const code = cmac(second, bytes(`0000000000000000${Buffer.from(start).toString('hex')}${sealed}`)).slice(0, 8);
  return `${ownXHex(suite, secret)}${sealed}${Buffer.from(code).toString('hex')}`.toUpperCase();
}

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const verifyHex = (data: string): string => `00200088${(data.length / 2).toString(16).padStart(2, '0')}${data}`;
const challengeFrom = (card: SimulatedCard): string => sendWell(card, '0084000000');
const right = '241234FFFFFFFFFF';
const wrong = '244321FFFFFFFFFF';

describe.each(Object.keys(suites) as Name[])('the card %s', (name) => {
  test('knows its PIN, and counts those that were wrong', () => {
    const card = initiatedCard(name);
    const firstHex = challengeFrom(card);
    const first = { blockHex: wrong, counter: 0, firstHex, challengeHex: firstHex };
    expect(send(card, verifyHex(sent(name, first)))).toBe('63C2');
    const second = { blockHex: right, counter: 1, firstHex, challengeHex: challengeFrom(card) };
    expect(send(card, verifyHex(sent(name, second)))).toBe('9000');
  });

  test.each([
    ['the same number twice', { counter: 0 }],
    ['another challenge', { challengeHex: '0000000000000000' }],
    ['keys of another challenge', { firstHex: '0000000000000000' }],
  ])('takes no PIN with %s, and counts no try for it', (_, fault: Partial<Try>) => {
    const card = initiatedCard(name);
    const firstHex = challengeFrom(card);
    const first = { blockHex: wrong, counter: 0, firstHex, challengeHex: firstHex };
    expect(send(card, verifyHex(sent(name, first)))).toBe('63C2');
    const next = { blockHex: right, counter: 1, firstHex, challengeHex: challengeFrom(card) };
    expect(send(card, verifyHex(sent(name, { ...next, ...fault })))).toBe('6984');
    const good = { ...next, challengeHex: challengeFrom(card) };
    expect(send(card, verifyHex(sent(name, good)))).toBe('9000');
  });

  test('takes none that is cut short, altered, or without a challenge', () => {
    const card = initiatedCard(name);
    const firstHex = challengeFrom(card);
    const good = sent(name, { blockHex: right, counter: 0, firstHex, challengeHex: firstHex });
    expect(send(card, verifyHex(good.slice(0, -2)))).toBe('6984');
    expect(send(card, verifyHex(good))).toBe('6984');
    challengeFrom(card);
    expect(send(card, verifyHex(`${good.slice(0, -2)}00`))).toBe('6984');
  });
});
