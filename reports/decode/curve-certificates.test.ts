import { describe, expect, test } from 'vitest';
import { describeApplicationInterchangeProfile, describeTerminalVerificationResults } from './bits.ts';
import { describeDataObject } from './data-object.ts';

/** Computed by iohzrd/emv-rs (commit 05ff41b7, MIT or Apache-2.0; facts only), which has the fields by EMV 4.4 Book 2. */
const issuer =
  '1200123456FFFF1020301231000042A00000000301EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716A37789C1886E73F233447BED3E95A4B7B451FA00602C2CF6218C60080C375DCAFBCDA4FD5E0044A85612672C3DAAD86D67C4D4C867D762C5A6B4D33467E92C0F';
const card =
  '1400102030123123590000000000010002806A2B02DB4429FCE06B83B6D9E44B015DAFE797573B38C7E8F49B61C0CDD239C283C64C7708D0D1C2B9DE506E28F50988FD2649B433DE39EEAA0567A862E5F90DCCC9EACB67D47DC01B536BBACC25C372BC27A0B7B90CCCBD5B3E66EBE516573C897FE122214FF3C25CEB5B304A33E9A4E7320348264F3888B87E3F4918A0DF';
const signature =
  '1565A22A5AF50B78B0C26CA015C9BFD14C1E5947B097CCC5D83CBE28B9E9BCE58F94F5B57567DB7066061D299F0764F4046E807FCE9E2011D3F6F518E939592500';

describe('what elliptic curves leave in the clear', () => {
  test.each([
    [
      '90',
      issuer,
      'issuer 123456, P-256, EC-SDSA with SHA-256, until 2030-12-31, serial number 000042, under key 01 of A000000003, signature of 64 bytes',
    ],
    [
      '9F46',
      card,
      'P-256, EC-SDSA with SHA-256, until 2030-12-31 23:59 UTC, serial number 000000000001, static data by SHA-256, signature of 64 bytes',
    ],
    [
      '9F2D',
      card.replace('140010', '140000'),
      'P-256 for PINs, until 2030-12-31 23:59 UTC, serial number 000000000001, static data by SHA-256, signature of 64 bytes',
    ],
    ['9F4B', signature, 'extended authentication, P-256, EC-SDSA with SHA-256'],
  ])('is told of tag %s', (tagHex, valueHex, words) => {
    expect(describeDataObject({ tagHex, valueHex })).toBe(words);
  });

  test.each([
    ['90', issuer.slice(0, -2)],
    ['90', issuer.replace('FFFF10', 'FFFF7F')],
    ['90', `6A02${issuer.slice(4)}`],
    ['90', '1200'],
    ['9F46', card.slice(0, -2)],
    ['9F46', card.replace('0002806A', '0009806A')],
    ['9F46', '1400'],
    ['9F4B', `6A${signature.slice(2)}`],
    ['9F4B', signature.slice(0, -2)],
  ])('is not told of a value of tag %s that is no such thing', (tagHex, valueHex) => {
    expect(describeDataObject({ tagHex, valueHex })).toBe('');
  });

  test('is named among the bits of profile and results', () => {
    expect(describeApplicationInterchangeProfile('9800')).toMatch(/^XDA supported/u);
    expect(describeTerminalVerificationResults('0100000106', 'contact')).toBe(
      'XDA selected; XDA signature verification failed; CA ECC key missing; ECC key recovery failed',
    );
  });
});
