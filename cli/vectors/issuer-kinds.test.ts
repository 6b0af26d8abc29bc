import { expect, test } from 'vitest';
import { answerVectors, kindOf } from '../vector.ts';
import { issuerCases } from './issuer-cases.table.ts';

test.each(issuerCases)('$kind answers as published: $caseJson', async ({ kind, caseJson, answer }) => {
  expect(await answerVectors(await kindOf(kind), `[${caseJson}]`)).toEqual([answer]);
});

const key = '0123456789ABCDEFFEDCBA9876543210';

test.each([
  ['session-key', { kind: 'session-key-magic', icc_mk: key }, "BAD_INPUT: no text, at 'atc'"],
  ['session-key', { kind: 'dukpt', icc_mk: key }, "UNKNOWN_KIND: no derivation of this name, at 'kind'"],
  ['session-key', { kind: 'session-key-common', icc_mk: key, r: '00' }, "BAD_LENGTH: 1 bytes instead of 8, at 'r'"],
  [
    'session-key',
    { kind: 'session-key-emv2000-tree', icc_mk: key, atc: '0001', height: 2, branch_factor: 2 },
    "BAD_VALUE: the tree has fewer leaves than there are counters, at 'height'",
  ],
  ['icc-master-key', { kind: 'icc-master-key-option-A', imk: key, pan: '12x' }, "BAD_VALUE: not digits only, at 'pan'"],
  [
    'cryptogram',
    { kind: 'arpc-method-2', key, arqc: key, csu: '00000000' },
    "BAD_LENGTH: 16 bytes instead of 8, at 'arqc'",
  ],
  ['secure-messaging', { kind: 'pin-block-iso2', pin: '123' }, "BAD_VALUE: a PIN has 4 to 12 digits, at 'pin'"],
  ['cvn-profile', { cvn: 'toString' }, "UNKNOWN_KIND: no cryptogram version of this name, at 'cvn'"],
] as const)('%s says what is wrong with a case and where: %o', async (kind, wrong, error) => {
  expect(await answerVectors(await kindOf(kind), JSON.stringify([wrong]))).toEqual([{ error }]);
});

test('a chain of elliptic curves names the step that does not hold', async () => {
  const chain = issuerCases.find(({ caseJson }) => caseJson.includes('xda-chain'));
  const wholeCase = JSON.parse(chain?.caseJson ?? '{}') as Record<string, string>;
  const changes = [{ index: '02' }, { tag9F46: '14' }, { static_data: '5A' }, { xda_signed_data: '15' }];
  const cases = changes.map((change) => ({ ...wholeCase, ...change }));
  const answers = await answerVectors(await kindOf('aes-ecc'), JSON.stringify(cases));
  const steps = ['issuer-certificate', 'icc-certificate', 'static-data', 'signature'];
  expect(answers).toMatchObject(steps.map((failed) => ({ result: { verified: false, failed } })));
});
