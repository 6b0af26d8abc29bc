import { expect, test } from 'vitest';
import { fromHex } from './bytes.ts';
import { contradictionOverPin } from './cardholder-verification.ts';
import { cryptogramVersions, type CryptogramVersionName } from './cryptogram-versions.table.ts';

interface Words {
  readonly version: CryptogramVersionName;
  /** Issuer application data, tag 9F10. */
  readonly card: string;
  readonly terminal: string;
  readonly profile?: string;
  readonly name?: string;
}

const contradiction = ({ version, card, terminal, profile = '3D00', name = 'A0000000041010' }: Words) =>
  contradictionOverPin(
    new Map(
      Object.entries({ '9F10': fromHex(card), '9F34': fromHex(terminal), '82': fromHex(profile), '84': fromHex(name) }),
    ),
    cryptogramVersions[version],
  );

/** Bits as public descriptions of both brands have them: PIN performed, and successful (M/Chip) or failed (Visa). */
test.each<Words>([
  { version: '10', card: '06010A03A4B800', terminal: '010302' },
  { version: '18', card: '06011203A40000', terminal: '040302' },
  { version: '22', card: `1F2201A40000${'00'.repeat(26)}`, terminal: '010302' },
  { version: '14', card: '0114A50003020000000000000000000000FF', terminal: '030302' },
  { version: '14', card: '0114A00003220000000000000000000322FF', terminal: '1E0300' },
  { version: '14', card: '0114A00003220000000000000000000322FF', terminal: '010301' },
  { version: '14', card: '0114A00003220000000000000000000322FF', terminal: '020300' },
  { version: '14', card: '0114A00003220000000000000000000322FF', terminal: '010002', profile: '1B80' },
  { version: '14', card: '0114A00003220000000000000000000322FF', terminal: '010002', name: 'A0000000651010' },
])('nothing contradicts in $version: $terminal and $card', (words) => {
  expect(contradiction(words)).toBeUndefined();
});

test.each<Words & { readonly says: string }>([
  { version: '10', card: '06010A03A0B800', terminal: '010302', says: 'asked to verify no PIN' },
  { version: '10', card: '06010A03A6B800', terminal: '010302', says: 'the PIN was wrong' },
  { version: '22', card: `1F2201A00000${'00'.repeat(26)}`, terminal: '050302', says: 'asked to verify no PIN' },
  { version: '14', card: '0114A00003220000000000000000000322FF', terminal: '410302', says: 'asked to verify no PIN' },
  { version: '16', card: '0110A40003100000000000000000000322FF', terminal: '040302', says: 'the PIN was wrong' },
  {
    version: '14',
    card: '0114A00003220000000000000000000322FF',
    terminal: '010302',
    name: 'A0000000651010',
    says: 'asked to verify no PIN',
  },
])('a PIN that $card of $version has not found right contradicts $terminal', ({ says, ...words }) => {
  expect(contradiction(words)).toContain(says);
});
