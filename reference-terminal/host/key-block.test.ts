import { expect, test } from 'vitest';
import { toHex } from '../kernel/bytes.ts';
import { openKeyBlock } from './key-block.ts';

/** Examples of TR-31:2018, A.7.2.2 and A.7.4, as openemv/tr31 (LGPL 2.1; facts only) quotes them. */
const published = [
  {
    cipher: 'tdes',
    keyEncryptingKeyHex: 'DD7515F2BFC17F85CE48F3CA25CB21F6',
    block: 'B0080P0TE00E000094B420079CC80BA3461F86FE26EFC4A3B8E4FA4C5F5341176EED7B727B8A248E',
    purpose: 'P0TE',
  },
  {
    cipher: 'aes',
    keyEncryptingKeyHex: '88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6',
    block:
      'D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34',
    purpose: 'P0AE',
  },
] as const;

test.each(published)('a published block opens to its key: $purpose', ({ block, purpose, ...under }) => {
  const opened = openKeyBlock(block, under);
  expect([opened?.purpose, toHex(opened?.key ?? new Uint8Array())]).toEqual([
    purpose,
    '3F419E1CB7079442AA37474C2EFBF8B8',
  ]);
});

test.each(published)(
  'a published block with any character changed does not open: $purpose',
  ({ block, cipher, keyEncryptingKeyHex }) => {
    const opened = Array.from(block, (character, place) => {
      const other = character === '0' ? '1' : '0';
      return openKeyBlock(block.slice(0, place) + other + block.slice(place + 1), { cipher, keyEncryptingKeyHex });
    });
    expect(opened.filter((each) => each !== undefined)).toEqual([]);
  },
);
