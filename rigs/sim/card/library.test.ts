import { describe, expect, test } from 'vitest';
import { createHash } from 'node:crypto';
import { cardLibrary } from './library.ts';
import { schemeKeys } from './personalisation/scheme-keys.ts';
import { pick } from './testing/by-hand.ts';
import { initiatedCard, readAll, todayIso } from './testing/tap.ts';

const library = cardLibrary({ todayIso });

describe('the library', () => {
  test('has every account once, in a test range, with a valid check digit', () => {
    const pans = library.map((image) => image.account.pan);
    expect(new Set(pans).size).toBe(pans.length);
    const unfit = pans.filter((pan) => !/^(?:541333|535331|476173|37424|6011|65100|1234|62|222300)/u.test(pan));
    expect(unfit).toEqual([]);
    expect(pans.filter((pan) => luhnSum(pan) % 10 !== 0)).toEqual([]);
  });

  test('has every name and every UID once', () => {
    expect(new Set(library.map((image) => image.name)).size).toBe(library.length);
    expect(new Set(library.map((image) => Buffer.from(image.uid).toString('hex'))).size).toBe(library.length);
  });

  test('is the same for the same date', () => {
    expect(cardLibrary({ todayIso })).toEqual(library);
  });

  test('gives the expired card a date that has passed and the standard card one to come', () => {
    const dates = (name: string): readonly string[] => {
      const [, record = ''] = readAll(initiatedCard(name), '080101001001010118010300');
      return [pick(record, '5F25'), pick(record, '5F24')];
    };
    expect(dates('standard')).toEqual(['251101', '291130']);
    expect(dates('expired')).toEqual(['221101', '261031']);
    expect(dates('not-yet-effective')).toEqual(['261201', '291130']);
  });

  test('writes the records that the terminal reads, in their files', () => {
    const [track = '', data = '', issuer = '', , icc = ''] = readAll(
      initiatedCard('second'),
      '080101001001010118010300',
    );
    expect(pick(track, '57')).toBe('5413332660002293D29112010000000000000F');
    expect(pick(data, '5F34')).toBe('02');
    expect(pick(data, '8C')).toBe('9F02069F03069F1A0295055F2A029A039C019F37049F35019F3403');
    expect(pick(data, '8D')).toBe('910A8A0295059F3704');
    expect(pick(data, '9F4A')).toBe('82');
    expect(pick(issuer, '8F')).toBe('F1');
    expect(pick(icc, '9F48')).toHaveLength(20);
  });

  test('leaves nothing on the account of the card that the issuer declines', () => {
    const account = library.find((image) => image.name === 'declined-by-issuer')?.account;
    expect(account?.balanceMinor).toBe(0);
  });
});

describe('the scheme keys', () => {
  test('carry the checksum that a terminal verifies', () => {
    const { ridHex, modulusHex, exponentHex, checksumHex } = schemeKeys.certificationAuthority;
    const bytes = Buffer.from(`${ridHex}F1${modulusHex}${exponentHex}`, 'hex');
    expect(checksumHex).toBe(createHash('sha1').update(bytes).digest('hex').toUpperCase());
    expect([modulusHex.length / 2, exponentHex]).toEqual([248, '03']);
  });

  test('have a master key of 16 bytes', () => {
    expect(schemeKeys.issuerMasterKey).toHaveLength(16);
  });
});

function luhnSum(pan: string): number {
  return Array.from(pan, Number)
    .reverse()
    .reduce((sum, digit, index) => sum + (index % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
}
