import { describe, expect, test } from 'vitest';
import { readProfiles } from './read-profiles.ts';

const good = [
  'defaults:',
  '  interfaces: contact',
  'cards:',
  '  - name: some-card',
  '    purpose: Exercises nothing in particular.',
  '    uid: 0A26FFFF',
  '    pan: 5413332610000447',
].join('\n');

describe('a card file', () => {
  test('gives a card what its file says by default, and else what a healthy card has', () => {
    const [card] = readProfiles(good, 'some.yaml');
    expect(card).toMatchObject({ name: 'some-card', isLying: false, panSequenceNumber: '01' });
    expect(card?.applications).toMatchObject([{ interfaces: 'contact', aidHex: 'A0000000041010', style: 'chip' }]);
  });

  test('lets an application depart from its card', () => {
    const text = `${good}\n    label: Both\n    applications:\n      - { aid: A0000000043060 }\n      - { label: Other }\n`;
    const [card] = readProfiles(text, 'some.yaml');
    expect(card?.applications.map(({ aidHex, label }) => [aidHex, label])).toEqual([
      ['A0000000043060', 'Both'],
      ['A0000000041010', 'Other'],
    ]);
  });

  test.each([
    { what: 'a key that nobody knows', line: 8, text: '    colour: red', says: 'colour: expected one of the keys' },
    { what: 'bytes that are none', line: 8, text: '    aip: 19', says: 'aip: expected 2 bytes of hexadecimal text' },
    {
      what: 'a word that is none',
      line: 8,
      text: '    style: fast',
      says: "style: expected one of chip, quick, stripe, channel, found 'fast'",
    },
    { what: 'a number out of range', line: 8, text: '    pin-tries: 16', says: 'expected a whole number from 0 to 15' },
    {
      what: 'a flaw that is none',
      line: 8,
      text: '    flaws: [moon header]',
      says: 'expected one of issuer-certificate',
    },
    {
      what: 'a lie with a typo',
      line: 8,
      text: '    lies: [{ on: select, do: status, hexx: 6A82 }]',
      says: 'hexx: expected one of',
    },
    {
      what: 'an odd application',
      line: 9,
      text: '    applications:\n      - { pan: 1 }',
      says: 'pan: expected one of aid',
    },
  ])('with $what is refused by file and line', ({ line, text, says }) => {
    const read = (): unknown => readProfiles(`${good}\n${text}\n`, 'some.yaml');
    expect(read).toThrow(`some.yaml:${line}: `);
    expect(read).toThrow(says);
  });

  test('without a mandatory key is refused where the card begins', () => {
    expect(() => readProfiles(good.replace(/\n.*uid.*/u, ''), 'some.yaml')).toThrow(
      'some.yaml:4: a member of the list: expected the key uid',
    );
  });

  test('never has an account number in its complaint', () => {
    const text = good.replace('5413332610000447', '5413332610000448');
    expect(() => readProfiles(text, 'some.yaml')).toThrow(
      'some.yaml:7: pan: expected a number whose check digit is right, found 16 characters',
    );
  });

  test('that is no YAML is refused by line', () => {
    expect(() => readProfiles('cards:\n  - {', 'some.yaml')).toThrow(/some\.yaml:\d+: the file: expected YAML/u);
  });
});
