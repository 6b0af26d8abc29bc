import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { walkTlv } from './tlv.ts';

/** Inputs and results from the public tests of knovichikhin/pyemv (MIT), commit cf6b82d7, tests/test_tlv.py. */
const published = [
  { inputHex: '9C8101FF', tag: '9C', valueHex: 'FF' },
  { inputHex: '9F0200', tag: '9F02', valueHex: '' },
  { inputHex: '9F820100', tag: '9F8201', valueHex: '' },
  { inputHex: '9C820000', tag: '9C', valueHex: '' },
];
const publishedAsMalformed = ['9FF0', '9C', '9C8200', '9C01FFAA'];

describe('the walk over chip data', () => {
  test.each(published)('finds tag $tag in $inputHex', ({ inputHex, tag, valueHex }) => {
    const walked = walkTlv(fromHex(inputHex));
    const objects = walked.kind === 'walked' ? [...walked.objects].map(([name, value]) => [name, toHex(value)]) : [];
    expect(objects).toEqual([[tag, valueHex]]);
  });

  test.each(publishedAsMalformed)('refuses %s, which ends too early', (inputHex) => {
    expect(walkTlv(fromHex(inputHex)).kind).toBe('malformed');
  });

  test('refuses a tag that comes twice, because nobody could say which one was meant', () => {
    expect(walkTlv(fromHex('9C01009C0120'))).toEqual({ kind: 'malformed', reason: 'tag 9C comes twice' });
  });

  test('refuses the indefinite length', () => {
    expect(walkTlv(fromHex('9C80')).kind).toBe('malformed');
  });
});
