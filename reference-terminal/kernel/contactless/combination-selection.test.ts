import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ContactlessApplication } from '../../configuration.ts';
import { fromHex, toHex } from '../bytes.ts';
import { templateHex, terminalConfiguration } from '../scripted-terminal.fixture.ts';
import { candidateCombinations } from './combination-selection.ts';
import type { ReaderCombination } from './pre-processing.ts';
import { parseDirectory } from './proximity-environment.ts';

const indicators = {
  statusCheckRequested: false,
  zeroAmount: false,
  verificationLimitExceeded: false,
  floorLimitExceeded: false,
};
const combinationOf = (application: ContactlessApplication): ReaderCombination => ({
  application,
  indicators,
  qualifiers: undefined,
});

type Entry = readonly (readonly [tag: string, valueHex: string])[];

function directory(entries: readonly Entry[]) {
  const inner = entries.map((entry) => templateHex('61', entry)).join('');
  return parseDirectory(fromHex(templateHex('6F', [['A5', templateHex('BF0C', inner)]]))) ?? [];
}

function chosen(entries: readonly Entry[], aids: readonly string[] = ['A0000000041010']) {
  const [application] = terminalConfiguration().applications;
  if (application === undefined) throw new Error('the fixture has an application');
  return candidateCombinations(
    directory(entries),
    aids.map((aidHex) => combinationOf({ ...application, aidHex })),
  ).map((each) => `${toHex(each.entry.applicationName)}:${each.application.aidHex}`);
}

describe('the directory', () => {
  test('reads a published one: name, label and priority', () => {
    // binaryfoo/emv-bertlv, amex-cda-in.txt.
    const published =
      '6F3B840E325041592E5359532E4444463031A529BF0C2661244F08A0000000250104035010416D65726963616E20457870726573738701019F28024004';
    const [entry] = parseDirectory(fromHex(published)) ?? [];
    expect(entry).toMatchObject({ priority: 1, kernelId: 4, applicationName: fromHex('A000000025010403') });
  });

  test('counts only entries directly in the discretionary template', () => {
    const nested = templateHex('73', templateHex('61', [['4F', 'A0000000041010']]));
    const outside = templateHex('61', [['4F', 'A0000000041010']]);
    const information = templateHex('6F', [['A5', outside + templateHex('BF0C', nested)]]);
    expect(parseDirectory(fromHex(information))).toEqual([]);
  });

  test.each([
    ['9F2A absent, provider known', undefined, 2],
    ['9F2A empty', '', 2],
    ['one byte', '02', 2],
    ['any kernel', '00', 0],
    ['proprietary, three bytes', '810203', 0x81_02_03],
  ])('decodes the kernel identifier: %s', (_name, identifierHex, kernelId) => {
    const identifier: Entry = identifierHex === undefined ? [] : [['9F2A', identifierHex]];
    expect(directory([[['4F', 'A0000000041010'], ...identifier]])).toMatchObject([{ kernelId }]);
  });

  test('keeps what the card adds for extended selection and about its products', () => {
    const entry: Entry = [
      ['4F', 'A0000000041010'],
      ['9F29', 'C1'],
      ['9F0A', '0001010200020301020300'],
    ];
    expect(directory([entry])).toMatchObject([
      {
        extendedSelection: fromHex('C1'),
        registeredData: [
          { identifierHex: '0001', value: fromHex('02') },
          { identifierHex: '0002', value: fromHex('010203') },
        ],
      },
    ]);
  });

  test.each(['8102', '800203', 'C00203'])('passes over an entry whose domestic kernel identifier is %s', (hex) => {
    const entry: Entry = [
      ['4F', 'A0000000041010'],
      ['9F2A', hex],
    ];
    expect(directory([entry])).toEqual([]);
  });

  test('passes over names and kernel identifiers that are too short', () => {
    expect(
      directory([
        [['4F', 'A0000004']],
        [['87', '01']],
        [
          ['4F', 'A0000000041010'],
          ['9F2A', '8102'],
        ],
      ]),
    ).toEqual([]);
  });

  test('of broken coding is none, and no bytes crash it', () => {
    expect(parseDirectory(fromHex('6F05A503BF0C05'))).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        parseDirectory(bytes);
      }),
    );
  });
});

describe('candidates', () => {
  test('match fully or by prefix, with the longest identifier of the terminal', () => {
    expect(chosen([[['4F', 'A00000000410101234']]], ['A000000004', 'A0000000041010'])).toEqual([
      'A00000000410101234:A0000000041010',
    ]);
    expect(chosen([[['4F', 'A0000000031010']]])).toEqual([]);
  });

  test('hold every kernel that the terminal has for an entry that leaves the choice', () => {
    const [application] = terminalConfiguration().applications;
    if (application === undefined) throw new Error('the fixture has an application');
    const entry: Entry = [
      ['4F', 'A0000000041010'],
      ['9F2A', '00'],
    ];
    const combinations = [2, 3, 2].map((kernelId) => combinationOf({ ...application, kernelId }));
    const kernelIds = candidateCombinations(directory([entry]), combinations).map(
      (candidate) => candidate.application.kernelId,
    );
    expect(kernelIds).toEqual([2, 3]);
  });

  test('come lowest priority value first, ties in the order of the card, none stated last', () => {
    const entry = (name: string, priority: string): Entry => [
      ['4F', `A0000000041010${name}`],
      ['87', priority],
    ];
    const unranked: Entry = [['4F', 'A000000004101000']];
    const order = chosen([unranked, entry('03', '02'), entry('04', '01'), entry('05', '02')]);
    expect(order.map((each) => each.slice(14, 16))).toEqual(['04', '03', '05', '00']);
  });

  test('need the kernel that the card asks for', () => {
    expect(
      chosen([
        [
          ['4F', 'A0000000041010'],
          ['9F2A', '03'],
        ],
      ]),
    ).toEqual([]);
    expect(
      chosen([
        [
          ['4F', 'A0000000041010'],
          ['9F2A', '00'],
        ],
      ]),
    ).toHaveLength(1);
  });
});
