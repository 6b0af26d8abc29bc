import { describe, expect, test } from 'vitest';
import { check as cryptogramVerifies } from './cryptogram-verifies.check.ts';
import { check as entryModeIsContactless } from './entry-mode-is-contactless.check.ts';
import { check as field55IsComplete } from './field-55-is-complete.check.ts';
import { check as hostMessagesDecode } from './host-messages-decode.check.ts';
import {
  acknowledgement,
  breaches,
  cardFound,
  cardTalk,
  chipData,
  chipObjects,
  exchange,
  heard,
  journal,
  judgements,
  masked,
  request,
  reversal,
  sent,
  tlv,
} from './journal.fixture.ts';
import { check as reversalNamesItsOriginal } from './reversal-names-its-original.check.ts';
import { check as sentTimeMovesForward } from './sent-time-moves-forward.check.ts';
import { check as stanNeverRepeats } from './stan-never-repeats.check.ts';
import { check as terminalIsNamed } from './terminal-is-named.check.ts';

describe('all checks of messages', () => {
  const all = [
    entryModeIsContactless,
    field55IsComplete,
    hostMessagesDecode,
    reversalNamesItsOriginal,
    stanNeverRepeats,
    terminalIsNamed,
  ];
  const outage = journal(cardTalk(), request(), reversal('0420'), reversal('0421'), acknowledgement());

  test.each(all)('$name has nothing against a purchase that is reversed and repeated', (check) => {
    expect(breaches(check, outage)).toEqual([]);
    expect(judgements(check, outage)).toBeGreaterThan(0);
  });

  test.each(all)('$name judges on when a message can not be decoded', (check) => {
    const events = journal(cardTalk(), sent('', {}), request(), sent('0200', {}), sent('0420', {}), sent('0421', {}));
    expect(() => check.judge(events)).not.toThrow();
  });
});

describe('host-messages-decode', () => {
  test('catches bytes that are no message', () => {
    expect(breaches(hostMessagesDecode, journal(request(), sent('', {})))).toHaveLength(1);
  });

  test('does not blame the terminal for what the host sends', () => {
    expect(judgements(hostMessagesDecode, journal(heard('', {})))).toBe(0);
  });
});

describe('terminal-is-named', () => {
  test.each([
    { fault: 'changes its name', changes: { '41': 'TERM0002' } },
    { fault: 'changes its merchant', changes: { '42': 'MERCHANT0000002' } },
    { fault: 'leaves its name out', changes: { '41': undefined } },
    { fault: 'does not fill its name up to eight characters', changes: { '41': 'TERM1' } },
  ])('catches a terminal that $fault', ({ changes }) => {
    expect(breaches(terminalIsNamed, journal(request(), reversal('0420', changes)))).toHaveLength(1);
  });

  test('lets a network message go without a merchant', () => {
    expect(judgements(terminalIsNamed, journal(sent('0800', { '11': '000001', '41': 'TERM0001' })))).toBe(0);
  });
});

describe('sent-time-moves-forward', () => {
  test('has nothing against messages of one moment, nor against a repeat', () => {
    const events = journal(request(), reversal('0420'), reversal('0421'));
    expect(breaches(sentTimeMovesForward, events)).toEqual([]);
    expect(judgements(sentTimeMovesForward, events)).toBe(1);
  });

  test.each([
    { fault: 'sends a message before the one before it', time: '0101000000' },
    { fault: 'sends no time', time: undefined },
    { fault: 'sends a time of another form', time: '20261122' },
  ])('catches a terminal that $fault', ({ time }) => {
    const events = journal(request(), request({ '7': time, '11': '000009' }));
    expect(breaches(sentTimeMovesForward, events)).toEqual(['a message is sent no earlier than the one before it']);
  });

  test('holds a terminal whose date was set wrong to nothing', () => {
    const jumped = { kind: 'fault', name: 'clock-jump', state: 'struck', facts: {} } as const;
    const events = journal(jumped, request(), request({ '7': '0101000000', '11': '000009' }));
    expect(judgements(sentTimeMovesForward, events)).toBe(0);
  });
});

describe('stan-never-repeats', () => {
  test.each([
    { fault: 'gives two purchases the same number', messages: [request(), request({ '37': '632708000009' })] },
    {
      fault: 'gives a reversal the number of its original',
      messages: [request(), reversal('0420', { '11': '000001' })],
    },
    { fault: 'leaves the number out', messages: [request({ '11': undefined })] },
    { fault: 'sends five digits', messages: [request({ '11': '00001' })] },
  ])('catches a terminal that $fault', ({ messages }) => {
    expect(breaches(stanNeverRepeats, journal(messages))).toEqual(['a new message has a STAN of its own']);
  });

  test('catches a repeat with a number of its own', () => {
    const events = journal(request(), reversal('0420'), reversal('0421', { '11': '000003' }));
    expect(breaches(stanNeverRepeats, events)).toContain('a repeat keeps the STAN of what it repeats');
  });

  test('catches a repeat with a new transmission time', () => {
    const events = journal(request(), reversal('0420'), reversal('0421', { '7': '1123080009' }));
    expect(breaches(stanNeverRepeats, events)).toEqual([
      'a repeat differs from what it repeats in its message type alone',
    ]);
  });

  test('catches a purchase with the number of a repeat before it', () => {
    const events = journal(request(), reversal('0421'), request({ '11': '000002', '37': '632708000002' }));
    expect(breaches(stanNeverRepeats, events)).toEqual(['a new message has a STAN of its own']);
  });

  test('accepts a repeat as the first that is seen: the power may have gone before the first attempt left', () => {
    expect(breaches(stanNeverRepeats, journal(request(), reversal('0421'), reversal('0421')))).toEqual([]);
  });
});

describe('entry-mode-is-contactless', () => {
  test.each(['052', '902', '012', undefined])('catches a tap that says %s', (entryMode) => {
    const events = journal(cardTalk(), request({ '22': entryMode }));
    expect(breaches(entryModeIsContactless, events)).toHaveLength(1);
  });

  test('says nothing about a request that no card was asked for', () => {
    expect(judgements(entryModeIsContactless, journal(request({ '22': '012' }), cardTalk()))).toBe(0);
  });
});

describe('reversal-names-its-original', () => {
  test.each([
    { fault: 'leaves DE90 out', changes: { '90': undefined } },
    { fault: 'puts its own trace number there', changes: { '90': '020000000211230800010000040000100000000000' } },
    { fault: 'puts its own time there', changes: { '90': '020000000111230800040000040000100000000000' } },
    { fault: 'leaves the acquirer out there', changes: { '90': '020000000111230800010000000000000000000000' } },
  ])('catches a reversal that $fault', ({ changes }) => {
    const events = journal(request(), reversal('0420', changes));
    expect(breaches(reversalNamesItsOriginal, events)).toHaveLength(1);
  });

  test.each([undefined, '632708000002'])('catches a reversal whose reference is %s', (reference) => {
    const events = journal(request(), reversal('0421', { '37': reference }));
    expect(breaches(reversalNamesItsOriginal, events)).toHaveLength(2);
  });

  test('catches a reversal of a request that never left', () => {
    expect(breaches(reversalNamesItsOriginal, journal(reversal('0420'), request()))).toHaveLength(2);
  });

  test('accepts a reversal of a request that was lost on its way', () => {
    expect(breaches(reversalNamesItsOriginal, journal(request({}, false), reversal('0420')))).toEqual([]);
  });
});

describe('field-55-is-complete', () => {
  const mandatory = Object.keys(chipObjects).filter((tag) => tag !== '5F34');

  test.each(mandatory)('catches a request without %s', (tag) => {
    const events = journal(request({ '55': chipData({ [tag]: undefined }) }));
    expect(breaches(field55IsComplete, events)).toContain('DE55 has every mandatory tag');
  });

  test.each([
    { fault: 'no DE55 at all', field55: undefined },
    { fault: 'a tag twice', field55: chipData() + tlv('9F37', '7A11B2C3') },
    { fault: 'a last object that breaks off', field55: chipData().slice(0, -2) },
    { fault: 'an indefinite length', field55: `${chipData()}7180${tlv('86', '00')}0000` },
    { fault: 'more than 255 bytes', field55: `${chipData()}9F7C81A0${'00'.repeat(0xa0)}` },
    { fault: 'bytes that the mask could not read', field55: '*'.repeat(200) },
  ])('catches a request with $fault', ({ field55 }) => {
    expect(breaches(field55IsComplete, journal(request({ '55': field55 })))).toContain(
      'DE55 is well-formed, without duplicate tags, at most 255 bytes',
    );
  });

  test.each([
    { name: 'DE4 and 9F02', changes: { '4': '000000001251' } },
    { name: 'DE49 and 5F2A', changes: { '49': '840' } },
    { name: 'DE23 and 5F34', changes: { '23': '002' } },
    { name: 'DE23 and 5F34', changes: { '23': undefined } },
    { name: 'DE13 and 9A', changes: { '13': '1124' } },
    { name: 'DE23 and 5F34', changes: { '55': chipData({ '5F34': undefined }) } },
  ])('catches $name that disagree', ({ name, changes }) => {
    expect(breaches(field55IsComplete, journal(request(changes)))).toEqual([`${name} agree`]);
  });

  test('catches a time, and a track 2, that are not the card’s', () => {
    const timed = (time: string) => journal(request({ '12': time, '55': `${chipData()}${tlv('9F21', '080000')}` }));
    expect(breaches(field55IsComplete, timed('080000'))).toEqual([]);
    expect(breaches(field55IsComplete, timed('080001'))).toEqual(['DE12 and 9F21 agree']);
    const record = [cardFound, ...exchange('00B2010C00', `${tlv('70', tlv('57', '*'.repeat(38)))}9000`)];
    const tracked = (track2: string | undefined) => journal(record, request({ '35': track2 }));
    expect(breaches(field55IsComplete, tracked('*'.repeat(37)))).toEqual([]);
    expect(breaches(field55IsComplete, tracked('*'.repeat(30)))).toEqual(['DE35 and 57 agree']);
    expect(breaches(field55IsComplete, tracked(undefined))).toEqual(['DE35 and 57 agree']);
  });

  test('accepts a card without a sequence number', () => {
    const events = journal(request({ '23': undefined, '55': chipData({ '5F34': undefined }) }));
    expect(breaches(field55IsComplete, events)).toEqual([]);
  });

  test('accepts a refund with an AAC, and catches one with an ARQC', () => {
    const refund = (information: string) =>
      journal(request({ '3': '200000', '55': chipData({ '9C': '20', '9F27': information }) }));
    expect(breaches(field55IsComplete, refund('00'))).toEqual([]);
    expect(breaches(field55IsComplete, refund('80'))).toHaveLength(1);
  });

  test('wants no DE55 of a stripe', () => {
    expect(judgements(field55IsComplete, journal(request({ '22': '801', '55': undefined })))).toBe(0);
    expect(breaches(field55IsComplete, journal(request({ '22': '051', '55': undefined })))).not.toEqual([]);
  });

  test('takes a TC to the host only when a quick card asked for that', () => {
    const quick = (qualifiersHex: string) => [
      cardFound,
      ...exchange('80A8000002830000', `${tlv('77', tlv('82', '2000') + tlv('9F6C', qualifiersHex))}9000`),
    ];
    const approval = request({ '55': chipData({ '9F27': '40' }) });
    expect(breaches(field55IsComplete, journal(quick('0800'), approval))).toEqual([]);
    expect(breaches(field55IsComplete, journal(quick('2000'), approval))).toEqual([]);
    expect(breaches(field55IsComplete, journal(quick('0000'), approval))).toHaveLength(1);
    expect(
      breaches(field55IsComplete, journal(quick('0800'), request({ '55': chipData({ '9F27': '00' }) }))),
    ).toHaveLength(1);
  });

  test('takes a TC to the host when extended authentication failed', () => {
    const approval = (results: string) => journal(request({ '55': chipData({ '9F27': '40', '95': results }) }));
    for (const results of ['0100000100', '0100000002', '0100000004']) {
      expect(breaches(field55IsComplete, approval(results))).toEqual([]);
    }
    for (const results of ['0100000000', '0000000100', '0400000000']) {
      expect(breaches(field55IsComplete, approval(results))).toHaveLength(1);
    }
  });

  test.each(['00', '40'])('catches a purchase with a cryptogram of kind %s', (information) => {
    const events = journal(request({ '55': chipData({ '9F27': information }) }));
    expect(breaches(field55IsComplete, events)).toHaveLength(1);
  });

  test('does not take the advice bits of 9F27 for another kind', () => {
    expect(breaches(field55IsComplete, journal(request({ '55': chipData({ '9F27': '88' }) })))).toEqual([]);
  });

  test('accepts values of which the mask hid a part', () => {
    const events = journal(request({ '55': chipData({ '9F26': '11*************8', '9F10': '*'.repeat(36) }) }));
    expect(breaches(field55IsComplete, events)).toEqual([]);
  });
});

describe('cryptogram-verifies', () => {
  const decision = (facts: Readonly<Record<string, string>>) =>
    journal({
      kind: 'host-decision',
      facts: Object.fromEntries(
        Object.entries({ mti: '0200', ...facts }).map(([name, value]) => [name, masked(value)]),
      ),
    });

  test('accepts an approval on a verified cryptogram', () => {
    const events = decision({ responseCode: '00', cryptogram: 'verified' });
    expect(judgements(cryptogramVerifies, events)).toBe(1);
    expect(breaches(cryptogramVerifies, events)).toEqual([]);
  });

  test.each(['failed', 'absent'])('catches an approval on a cryptogram that is %s', (cryptogram) => {
    expect(breaches(cryptogramVerifies, decision({ responseCode: '00', cryptogram }))).toHaveLength(1);
  });

  test('catches an approval about whose cryptogram nothing is known', () => {
    expect(breaches(cryptogramVerifies, decision({ responseCode: '00' }))).toHaveLength(1);
  });

  test('says nothing about declines and reversals', () => {
    expect(judgements(cryptogramVerifies, decision({ responseCode: '82', cryptogram: 'failed' }))).toBe(0);
    expect(judgements(cryptogramVerifies, decision({ mti: '0420', responseCode: '00' }))).toBe(0);
  });
});
