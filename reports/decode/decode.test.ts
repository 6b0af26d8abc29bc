import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeDataObject } from './data-object.ts';

import type { Happening } from '#drivers/ports/evidence.ts';
import { describeCommand, describeResponse, learnFrom } from './apdu.ts';
import {
  describeApplicationInterchangeProfile,
  describeCryptogramInformation,
  describeTerminalVerificationResults,
  describeTransactionStatusInformation,
  describeVerificationMethodList,
  describeVerificationMethodResults,
} from './bits.ts';
import { NOT_DECODABLE } from './decoded.ts';
import { describeEvents } from './event-words.ts';
import { describeHostMessage } from './iso8583.ts';
import { describePn532Frame } from './pn532.ts';
import { readTlv } from './tlv.ts';

describe('BER-TLV', () => {
  test('reads nested objects with long tags and long lengths', () => {
    const value = 'AB'.repeat(130);
    expect(readTlv(`BF0C81869F468182${value}`)?.[0]?.children).toEqual([{ tagHex: '9F46', valueHex: value }]);
    expect(readTlv('6F0A8408A000000003000000')?.[0]?.children?.[0]).toEqual({
      tagHex: '84',
      valueHex: 'A000000003000000',
    });
  });

  test('keeps a masked value and its true length', () => {
    expect(readTlv('5A0854133300****0001')).toEqual([{ tagHex: '5A', valueHex: '54133300****0001' }]);
  });

  test.each(['5A', '5A05AA', '9F', '5A80', '*A0100', '5A*1', '5', 'ZZ', '5A83000001AA'])('refuses %j', (hex) => {
    expect(readTlv(hex)).toBeUndefined();
  });
});

describe('bits in words', () => {
  test.each([
    ['0000000000', 'nothing noted'],
    ['8000000000', 'offline data authentication was not performed'],
    ['0440008000', 'CDA failed; expired application; transaction exceeds floor limit'],
    ['00000', NOT_DECODABLE],
    ['00000000*0', NOT_DECODABLE],
  ])('terminal verification results %s: %s', (hex, words) => {
    expect(describeTerminalVerificationResults(hex)).toBe(words);
  });

  test('names the kernel’s own bits only when the kernel is known', () => {
    expect(describeTerminalVerificationResults('000000000A', 2)).toBe(
      'relay resistance threshold exceeded; relay resistance performed',
    );
    expect(describeTerminalVerificationResults('000000000A')).toMatch(/depends on the kernel/u);
  });

  test('tells transaction status information, interchange profile and cryptogram information', () => {
    expect(describeTransactionStatusInformation('E800')).toBe(
      'offline data authentication was performed; cardholder verification was performed; card risk management was performed; terminal risk management was performed',
    );
    expect(describeApplicationInterchangeProfile('1980')).toBe(
      'cardholder verification supported; terminal risk management to be performed; CDA supported; EMV mode supported (contactless)',
    );
    expect(['00', '40', '80'].map((hex) => describeCryptogramInformation(hex).split(' ')[0])).toEqual([
      'AAC',
      'TC',
      'ARQC',
    ]);
  });

  test('tells the results and the list of cardholder verification', () => {
    expect(describeVerificationMethodResults('1F0302')).toBe(
      'no CVM required, if the terminal supports the method: successful',
    );
    expect(describeVerificationMethodResults('3F0000')).toBe('no CVM performed: unknown');
    expect(describeVerificationMethodList('000000000000000042031F03')).toEqual([
      'X = 0, Y = 0',
      'enciphered PIN verified online, if the terminal supports the method, else go on',
      'no CVM required, if the terminal supports the method, else fail',
    ]);
    expect(describeVerificationMethodList('0000000000000000470010001F03')).toEqual([
      'X = 0, Y = 0',
      'face verified online, always, else go on',
      expect.stringMatching(/10/u),
      'no CVM required, if the terminal supports the method, else fail',
    ]);
  });
});

test('issuer application data are read as far as the mask lets them', () => {
  const words = describeDataObject({ tagHex: '9F10', valueHex: '0114A54003020000BB****************FF' });
  expect(words).toContain('cryptogram version 14 (20), derivation key 1');
  expect(words).toContain('offline PIN verification successful');
  expect(describeDataObject({ tagHex: '9F10', valueHex: `01${'*'.repeat(34)}` })).toContain('is hidden');
});

describe('APDUs in words', () => {
  test.each([
    ['00A404000E325041592E5359532E444446303100', 'SELECT 2PAY.SYS.DDF01'],
    ['00A4040007A000000004101000', 'SELECT A0000000041010'],
    ['00B2011400', 'READ RECORD 1 of SFI 2'],
    ['80AE90000000', 'GENERATE AC, asks for an ARQC with CDA'],
    ['80CA9F3600', 'GET DATA 9F36 Application Transaction Counter'],
    ['84320000039F811300', 'READ DATA 9F8113 Data Envelope 3'],
    ['80A8000005AA', 'GET PROCESSING OPTIONS, data not decodable: its length byte says 5 bytes of data, 1 follow it'],
  ])('command %s is %s', (hex, title) => {
    expect(describeCommand(hex).title).toBe(title);
  });

  test('takes the data of a command apart with the list that the card gave before', () => {
    const learnt = learnFrom('6F148407A0000000041010A5095001419F38039F02069000', {});
    expect(learnt).toEqual({ kernelId: 2, pdolHex: '9F0206' });
    expect(describeCommand('80A8000008830600000000125000', learnt).rows[1]).toMatchObject({
      label: '9F02 Amount, Authorised',
      meaning: '1250 in the minor unit',
    });
  });

  test.each([
    ['9000', '9000 done'],
    ['6A82', '6A82 file not found'],
    ['63C2', '63C2 2 tries left'],
    ['611C', '611C 28 more bytes to get'],
    ['90', NOT_DECODABLE],
  ])('response %s is %s', (hex, title) => {
    expect(describeResponse(hex).title).toBe(title);
  });
});

describe('PN532 frames, as published in driver tests and logs', () => {
  test.each([
    ['0000FF02FED4022A00', 'GetFirmwareVersion'],
    ['0000FF00FF00', 'ACK'],
    ['0000FFFF0000', 'NACK'],
    ['0000FF06FAD50332010607E800', 'GetFirmwareVersion answer'],
    ['55550000000000000000000000000000FF05FBD4140114010200', 'SAMConfiguration'],
    ['0000FF04FCD44A0100E100', 'InListPassiveTarget'],
    ['0000FF0CF4D54B0101000408049D44A3460400', 'InListPassiveTarget answer'],
    ['0000FF01FF7F8100', 'syntax error frame'],
    ['0000FF02FED4022B00', 'GetFirmwareVersion, wrong checksum'],
    ['0000FF05FBD4', 'not decodable: shorter than its length says'],
  ])('%s is %s', (hex, title) => {
    expect(describePn532Frame(hex).title).toBe(title);
  });
});

describe('host messages', () => {
  test('orders fields by number and takes chip data apart', () => {
    const fields = { '55': '9F27018095050000008000', '39': '05', '4': '000000001250' } as never;
    const decoded = describeHostMessage({
      mti: '0210',
      fields,
      length: 80,
      direction: 'from-host',
      isDelivered: false,
    });
    expect(decoded.title).toBe('0210 financial response · 05 do not honour · lost on the way');
    expect(decoded.rows.map((row) => row.label)).toEqual([
      'DE4 Amount, transaction',
      'DE39 Response code',
      'DE55 Integrated circuit card data',
      '9F27 Cryptogram Information Data',
      '95 Terminal Verification Results',
    ]);
  });

  test('has the words of 1993 for types of that edition', () => {
    const fields = { '24': '401', '25': '4000', '56': '12000000012611230800000640000x', '4': '000000000900' } as never;
    const reversal = { mti: '1420', fields, length: 80, direction: 'to-host', isDelivered: true } as const;
    expect(describeHostMessage(reversal).rows.map(({ label, meaning }) => `${label}: ${meaning}`)).toEqual([
      'DE4 Amount, transaction: 900 in the minor unit',
      'DE24 Function code: partial reversal',
      'DE25 Message reason code: customer cancellation',
      'DE56 Original data elements: ',
    ]);
    const answer = { ...reversal, mti: '1430', fields: { '39': '914' } as never };
    expect(describeHostMessage(answer).title).toBe(
      '1430 reversal advice response · 914 not able to trace back to original transaction',
    );
  });
});

describe('decoders on garbage', () => {
  const garbage = fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-F*]{0,80}$/u));

  test('never throw and always say something', () => {
    fc.assert(
      fc.property(garbage, garbage, (text, list) => {
        const reading = { pdolHex: list, cdol1Hex: list, cdol2Hex: text };
        const titles = [
          describeCommand(text, reading).title,
          describeCommand(`80A80000${text}`, reading).title,
          describeCommand(`80AE8000${text}`, reading).title,
          describeResponse(text, learnFrom(text, {})).title,
          describePn532Frame(text).title,
          describeTerminalVerificationResults(text),
          describeVerificationMethodResults(text),
          describeHostMessage({
            mti: text,
            fields: { '55': text, [list]: text } as never,
            length: 1,
            direction: 'to-host',
            isDelivered: true,
          }).title,
        ];
        expect(titles.every((title) => title.length > 0)).toBe(true);
        describeVerificationMethodList(text);
      }),
      { seed: 20_261_122, numRuns: 400 },
    );
  });

  test('put every kind of event into words', () => {
    const happenings = [
      { kind: 'apdu', direction: 'command', hex: 'zz' },
      { kind: 'frame', wire: 'pn532-hsu', direction: 'sent', hex: '***' },
      { kind: 'failure', code: 'X', blame: 'harness', message: '', facts: {} },
    ] as unknown as readonly Happening[];
    const words = describeEvents(happenings.map((event, index) => ({ ...event, index, atMs: index })));
    expect(words.map((each) => each.title)).toEqual([NOT_DECODABLE, `→ ${NOT_DECODABLE}`, 'X (harness): ']);
  });
});
