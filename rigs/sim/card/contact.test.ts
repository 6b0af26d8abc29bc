import { createHash, createPublicKey, publicEncrypt, constants } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createCard } from './card.ts';
import type { SimulatedCard } from './card.ts';
import { cardKeys, publicPart } from './personalisation/scheme-keys.ts';
import { pick, recover, walk } from './testing/by-hand.ts';
import { countingRng, generateAc, imageOf, send, sendWell } from './testing/tap.ts';

const directory = '00A404000E315041592E5359532E444446303100';
const mChipName = '00A4040007A000000004101000';
const options = '80A8000002830000';

function inSlot(name: string): SimulatedCard {
  const card = createCard(imageOf(name), countingRng(1));
  card.powerOn('contact');
  return card;
}

function begun(name: string, select: string = mChipName): SimulatedCard {
  const card = inSlot(name);
  sendWell(card, select);
  sendWell(card, options);
  return card;
}

describe('a card in the slot', () => {
  test('answers a reset as EMV wants it, with a right check byte', () => {
    const answer = inSlot('contact-cda').answerToReset ?? new Uint8Array();
    expect(Buffer.from(answer).toString('hex')).toBe('3be000ff8131fe4514');
    expect(answer.slice(1).reduce((sum, byte) => sum ^ byte, 0)).toBe(0);
  });

  test('that is mute answers none', () => {
    expect(inSlot('contact-mute').answerToReset).toBeUndefined();
  });

  test('has the contact directory and not the contactless one', () => {
    const card = inSlot('contact-two-applications');
    expect(send(card, '00A404000E325041592E5359532E444446303100')).toBe('6A82');
    expect(pick(sendWell(card, directory), '88')).toBe('01');
    const names = walk(sendWell(card, '00B2010C00')).filter(({ tag }) => tag === '4F');
    expect(names.map(({ valueHex }) => valueHex)).toEqual(['A0000000041010', 'A0000000043060']);
    expect(send(card, '00B2020C00')).toBe('6A83');
  });

  test('gives one application after the other under a partial name', () => {
    const card = inSlot('blue-partial-names');
    expect(pick(sendWell(card, '00A4040005A00000000300'), '84')).toBe('A000000003101001');
    expect(pick(sendWell(card, '00A4040205A00000000300'), '84')).toBe('A000000003101002');
    expect(send(card, '00A4040205A00000000300')).toBe('6A82');
  });

  test('warns of a blocked application, which then declines everything', () => {
    const card = inSlot('blue-blocked-application');
    const name = '00A4040007A000000003101000';
    expect(send(card, name)).toMatch(/^6F.*6283$/u);
    sendWell(card, options);
    expect(sendWell(card, `80AE80001D${'00'.repeat(29)}00`).slice(4, 6)).toBe('00');
  });
});

describe('INTERNAL AUTHENTICATE', () => {
  test('signs what the terminal sent', () => {
    const answer = sendWell(begun('contact-dda'), '0088000004A1B2C3D400');
    const { modulus } = publicPart(cardKeys['1152']);
    const recovered = recover({
      modulusHex: Buffer.from(modulus).toString('hex').toUpperCase(),
      exponentHex: '03',
      signatureHex: pick(answer, '9F4B'),
    });
    const content = recovered.slice(2, -42);
    expect(content).toMatch(/^0501090801020304050607/u);
    const hash = createHash('sha1')
      .update(Buffer.from(`${content}A1B2C3D4`, 'hex'))
      .digest('hex');
    expect(recovered).toBe(`6A${content}${hash.toUpperCase()}BC`);
  });

  test('is not for a card that authenticates statically', () => {
    expect(send(begun('contact-sda'), '0088000004A1B2C3D400')).toBe('6985');
  });
});

describe('offline PIN', () => {
  const right = '00200080082412 34FFFFFFFFFF'.replace(' ', '');
  const wrong = '0020008008249999FFFFFFFFFF';

  test('is counted down, blocked at the end, and told to the issuer', () => {
    const card = begun('contact-plaintext-pin');
    expect(send(card, wrong)).toBe('63C2');
    expect(sendWell(card, '80CA9F1700')).toBe('9F170102');
    expect(send(card, wrong)).toBe('63C1');
    expect(send(card, wrong)).toBe('63C0');
    expect(send(card, right)).toBe('6983');
    expect(pick(sendWell(card, generateAc('80')), '9F10').slice(4, 16)).toBe('A400001A0000');
  });

  test('when right gives all tries back', () => {
    const card = begun('contact-plaintext-pin');
    expect([send(card, wrong), send(card, right), send(card, wrong)]).toEqual(['63C2', '9000', '63C2']);
  });

  test('keeps its tries without power', () => {
    const card = begun('contact-plaintext-pin');
    send(card, wrong);
    card.powerOff();
    card.powerOn('contact');
    sendWell(card, mChipName);
    expect(sendWell(card, '80CA9F1700')).toBe('9F170102');
  });

  test.each([
    { name: 'contact-cda', key: 'pin-1024' },
    { name: 'contact-enciphered-pin-icc-key', key: '1152' },
  ] as const)('enciphered for $key is opened by $name, once for each challenge', ({ name, key }) => {
    const card = begun(name);
    const challenge = sendWell(card, '0084000000');
    const message = enciphered(key, `7F241234FFFFFFFFFF${challenge}`);
    expect(send(card, message)).toBe('9000');
    expect(send(card, message)).toBe('6985');
  });

  test('of any digits is right for the liar, and needs no tries', () => {
    expect(send(begun('liar-any-pin'), wrong)).toBe('9000');
    const card = begun('liar-many-tries');
    expect(Array.from({ length: 5 }, () => send(card, wrong))).toEqual(Array.from({ length: 5 }, () => '63C3'));
  });

  test('comes with odd challenges from the liars', () => {
    const card = begun('liar-challenge-repeats');
    expect(sendWell(card, '0084000000')).toBe(sendWell(card, '0084000000'));
    expect(sendWell(begun('liar-short-challenge'), '0084000000')).toHaveLength(14);
  });
});

function enciphered(name: keyof typeof cardKeys, headHex: string): string {
  const key = createPublicKey(cardKeys[name]);
  const length = publicPart(cardKeys[name]).modulus.length;
  const block = Buffer.from(headHex.padEnd(length * 2, '5A'), 'hex');
  const data = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block).toString('hex');
  return `00200088${length.toString(16).padStart(2, '0')}${data}`;
}

describe('EXTERNAL AUTHENTICATE', () => {
  test('refuses a stranger, once, and the issuer hears of it', () => {
    const card = begun('contact-issuer-authentication');
    sendWell(card, generateAc('80'));
    const proof = '00820000 0A 11223344556677883030'.replaceAll(' ', '');
    expect([send(card, proof), send(card, proof)]).toEqual(['6300', '6985']);
    const answer = sendWell(card, generateAc('40', '3030000000800011223344'));
    expect(pick(answer, '9F27')).toBe('00');
    expect(pick(answer, '9F10').slice(4, 16)).toBe('201003220400');
  });

  test('is out of turn before a cryptogram', () => {
    expect(send(begun('contact-issuer-authentication'), '008200000A11223344556677883030')).toBe('6985');
  });
});

describe('T=0', () => {
  test('has data fetched, and names the length where the terminal did not know it', () => {
    const card = inSlot('contact-t0');
    const select = send(card, mChipName.slice(0, -2));
    expect(select).toMatch(/^61/u);
    expect(send(card, `00C00000${select.slice(2)}`)).toMatch(/^6F.*9000$/u);
    sendWellFetched(card, options.slice(0, -2));
    const length = send(card, '00B2010C00').slice(2);
    expect(send(card, `00B2010C${length}`)).toMatch(/^70.*9000$/u);
  });

  test('has nothing to fetch before there is something', () => {
    expect(send(inSlot('contact-t0'), '00C0000010')).toBe('6985');
  });
});

function sendWellFetched(card: SimulatedCard, commandHex: string): string {
  const word = send(card, commandHex);
  if (!word.startsWith('61')) throw new Error(`expected data to fetch, got ${word.slice(-4)}`);
  return sendWell(card, `00C00000${word.slice(2)}`);
}

describe('power that goes in the middle of an answer', () => {
  test.each([
    { nonVolatile: 'before', counter: '9F36020000' },
    { nonVolatile: 'after', counter: '9F36020001' },
  ] as const)('lets some bytes out; what was to be kept is written $nonVolatile it', ({ nonVolatile, counter }) => {
    const card = inSlot('contact-cda');
    sendWell(card, mChipName);
    card.tearAfter({ command: 0xa8, bytes: 5, nonVolatile });
    const torn = card.respond(Buffer.from(options, 'hex'));
    expect(torn.isTorn).toBe(true);
    expect(torn.response).toHaveLength(5);
    expect(card.respond(Buffer.from(options, 'hex'))).toMatchObject({ isTorn: true, response: new Uint8Array() });
    card.powerOn('contact');
    sendWell(card, mChipName);
    expect(sendWell(card, '80CA9F3600')).toBe(counter);
    expect(sendWell(card, options)).toMatch(/^77/u);
  });

  test('in the field leaves a cryptogram that RECOVER AC gives back, in the present transaction number alone', () => {
    const card = createCard(imageOf('chip-relay-resistance'), countingRng(1));
    const tap = (): void => {
      card.powerOn();
      sendWell(card, mChipName);
      sendWell(card, options);
    };
    tap();
    card.tearAfter({ command: 0xae, bytes: 0, nonVolatile: 'after' });
    card.respond(Buffer.from(generateAc('90'), 'hex'));
    tap();
    expect(send(card, '80D0000004000000AA00')).toBe('6985');
    expect(pick(sendWell(card, '80D0000004A1B2C3D400'), '9F36')).toBe('0001');
  });
});
