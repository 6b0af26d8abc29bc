import { describe, expect, test } from 'vitest';
import { check as denialCodesDecline } from './denial-codes-decline.check.ts';
import { check as directoryComesFirst } from './directory-comes-first.check.ts';
import {
  breaches,
  cardFound,
  cardTalk,
  exchange,
  generateAc,
  getProcessingOptions,
  journal,
  judgements,
  records,
  selectApplication,
  selectDirectory,
  tlv,
} from './journal.fixture.ts';
import { check as listsAreAnsweredExactly } from './lists-are-answered-exactly.check.ts';
import { check as recordsAreReadInOrder } from './records-are-read-in-order.check.ts';
import { check as recordsComeThroughTheChannel } from './records-come-through-the-channel.check.ts';
import { check as reservedBitsStayZero } from './reserved-bits-stay-zero.check.ts';
import { check as unpredictableNumberChanges } from './unpredictable-number-changes.check.ts';

const { first, second, third } = records();
const untilOptions = [cardFound, selectDirectory, selectApplication(), getProcessingOptions].flat();
const untilCryptogram = [...untilOptions, first, second, third].flat();

describe('all checks of the talk with the card', () => {
  const all = [
    denialCodesDecline,
    directoryComesFirst,
    listsAreAnsweredExactly,
    recordsAreReadInOrder,
    reservedBitsStayZero,
    unpredictableNumberChanges,
  ];

  test.each(all)('$name has nothing against a lawful talk, nor against two', (check) => {
    const again = cardTalk({ unpredictableNumberHex: '0D15EA5E' });
    expect(breaches(check, journal(cardTalk()))).toEqual([]);
    expect(breaches(check, journal(cardTalk(), again))).toEqual([]);
    expect(
      judgements(check, journal(cardTalk({ verificationHex: '0400000000', asksFor: '00' }), again)),
    ).toBeGreaterThan(0);
  });

  test.each(all)('$name says nothing about a case without a card', (check) => {
    expect(judgements(check, journal({ kind: 'polled', found: 'no-card' }))).toBe(0);
  });

  test.each(all)('$name judges on when the mask hid values that it needs', (check) => {
    const hidden = records({ denialHex: '*'.repeat(10) });
    const masked = [...untilOptions, hidden.first, hidden.second, hidden.third].flat();
    const talk = journal(masked, generateAc({ verificationHex: '04********', unpredictableNumberHex: '********' }));
    expect(breaches(check, talk)).toEqual([]);
  });

  test.each(all)('$name judges on when a terminal cuts GENERATE AC short', (check) => {
    const talk = journal(untilCryptogram, exchange('80AE80000200', '6700'));
    expect(() => check.judge(talk)).not.toThrow();
  });

  test.each(all)('$name has nothing against a card that leaves in the middle and is presented again', (check) => {
    const talk = journal(untilOptions, exchange('00B2010C00'), cardTalk());
    expect(breaches(check, talk)).toEqual([]);
  });
});

describe('directory-comes-first', () => {
  test('catches a terminal that selects its application by a known name', () => {
    const talk = journal(cardFound, selectApplication(), getProcessingOptions);
    expect(breaches(directoryComesFirst, talk)).toHaveLength(1);
  });

  test('catches a terminal that asks a contactless card for the contact directory', () => {
    const contactDirectory = exchange('00A404000E315041592E5359532E444446303100', '6A82');
    expect(breaches(directoryComesFirst, journal(cardFound, contactDirectory))).toHaveLength(1);
  });

  test('judges every presentation, not the first alone', () => {
    const talk = journal(cardTalk(), cardFound, selectApplication());
    expect(directoryComesFirst.judge(talk).map(({ holds }) => holds)).toEqual([true, false]);
  });
});

describe('records-come-through-the-channel', () => {
  const opened = exchange(
    `80A800004A8348${'00'.repeat(73)}`,
    `${tlv('77', tlv('82', '010A') + tlv('94', '0801010010010100') + tlv('9F8103', '*'.repeat(128)))}9000`,
  );
  const hidden = exchange('00B2010C00', `${tlv('DA', '*'.repeat(60))}9000`);
  const begun = [cardFound, selectDirectory, selectApplication('9F2B089E40'), opened].flat();

  test('accepts records in the channel, and a terminal that stops at one that is not', () => {
    const lawful = journal(begun, hidden, hidden, generateAc());
    expect(breaches(recordsComeThroughTheChannel, lawful)).toEqual([]);
    expect(judgements(recordsComeThroughTheChannel, lawful)).toBe(1);
    const stopped = journal(begun, hidden, first);
    expect(breaches(recordsComeThroughTheChannel, stopped)).toEqual([]);
    expect(judgements(recordsComeThroughTheChannel, stopped)).toBe(1);
  });

  test('catches a terminal that asks for a cryptogram after one that is not', () => {
    expect(breaches(recordsComeThroughTheChannel, journal(begun, hidden, first, generateAc()))).toHaveLength(1);
  });

  test('says nothing about a card that opened none, or left', () => {
    expect(judgements(recordsComeThroughTheChannel, journal(cardTalk()))).toBe(0);
    expect(judgements(recordsComeThroughTheChannel, journal(begun, exchange('00B2010C00')))).toBe(0);
  });
});

describe('records-are-read-in-order', () => {
  test.each([
    { fault: 'leaves a record out', read: [first, second] },
    { fault: 'reads the files in another order', read: [second, third, first] },
    { fault: 'reads a record twice', read: [first, second, second, third] },
    { fault: 'reads one more than the locator names', read: [first, second, third, exchange('00B2031400', '6A83')] },
  ])('catches a terminal that $fault', ({ read }) => {
    const talk = journal(untilOptions, ...read, generateAc());
    expect(breaches(recordsAreReadInOrder, talk)).toHaveLength(1);
  });

  test('takes a record that T=0 takes apart for one', () => {
    const [, answer] = second;
    const whole = answer?.kind === 'apdu' ? answer.hex : '';
    const apart = [
      ...exchange('00B2011400', '6C20'),
      ...exchange('00B2011420', '6110'),
      ...exchange('00C0000010', whole),
    ];
    const talk = journal(untilOptions, first, apart, third, generateAc());
    expect(breaches(recordsAreReadInOrder, talk)).toEqual([]);
    expect(judgements(recordsAreReadInOrder, talk)).toBe(1);
    const twice = journal(untilOptions, first, apart, second, third, generateAc());
    expect(breaches(recordsAreReadInOrder, twice)).toHaveLength(1);
  });

  test('says nothing when the card left before the records were through', () => {
    expect(judgements(recordsAreReadInOrder, journal(untilOptions, first, exchange('00B2011400')))).toBe(0);
  });

  test('reads the locator of an answer in format 80, too', () => {
    const options = exchange('80A8000002830000', `${tlv('80', '19800801010010010200')}9000`);
    const start = [cardFound, selectDirectory, selectApplication(), options].flat();
    expect(breaches(recordsAreReadInOrder, journal(start, first, second, third, generateAc()))).toEqual([]);
    expect(breaches(recordsAreReadInOrder, journal(start, second, third, generateAc()))).toHaveLength(1);
  });
});

describe('lists-are-answered-exactly', () => {
  // Unpredictable number 4, amount 6, country 2.
  const list = '9F37049F02069F1A02';

  test('accepts PDOL data of exactly the length that the card asks for', () => {
    const options = exchange(`80A800000E830C${'00'.repeat(12)}00`, '6985');
    expect(
      breaches(listsAreAnsweredExactly, journal(cardFound, selectDirectory, selectApplication(list), options)),
    ).toEqual([]);
  });

  test.each([
    { fault: 'ignores the PDOL', commandHex: '80A8000002830000' },
    { fault: 'sends a byte too few', commandHex: `80A800000D830B${'00'.repeat(11)}00` },
    { fault: 'says one length and sends another', commandHex: `80A800000E830C${'00'.repeat(11)}00` },
  ])('catches a terminal that $fault', ({ commandHex }) => {
    const talk = journal(cardFound, selectDirectory, selectApplication(list), exchange(commandHex, '6700'));
    expect(breaches(listsAreAnsweredExactly, talk)).toEqual(['GPO carries as many bytes as the PDOL asks for']);
  });

  test('catches a terminal that leaves out the empty template when there is no PDOL', () => {
    const talk = journal(cardFound, selectDirectory, selectApplication(), exchange('80A8000000', '6700'));
    expect(breaches(listsAreAnsweredExactly, talk)).toEqual(['GPO carries 8300 when the card has no PDOL']);
  });

  test('takes the list of the application that was selected last', () => {
    const refused = [...selectApplication(list), ...exchange(`80A800000E830C${'00'.repeat(12)}00`, '6985')];
    const talk = journal(cardFound, selectDirectory, refused, selectApplication(), getProcessingOptions);
    expect(listsAreAnsweredExactly.judge(talk).map(({ holds }) => holds)).toEqual([true, true]);
  });

  test('knows the long form of the template for lists of 128 bytes and more', () => {
    const selected = [cardFound, ...selectDirectory, ...selectApplication('9F0680')];
    const shortForm = exchange(`80A80000828380${'00'.repeat(128)}00`, '6700');
    expect(breaches(listsAreAnsweredExactly, journal(selected, shortForm))).toHaveLength(1);
    const longForm = exchange(`80A8000083838180${'00'.repeat(128)}00`, '6985');
    expect(breaches(listsAreAnsweredExactly, journal(selected, longForm))).toEqual([]);
  });

  test.each([
    { fault: 'leaves the last entry out', commandHex: `80AE80000F${'00'.repeat(15)}00` },
    { fault: 'sends a byte too many', commandHex: `80AE800014${'00'.repeat(20)}00` },
    { fault: 'forgets to say how much it expects back', commandHex: `80AE800013${'00'.repeat(19)}` },
  ])('catches a terminal that $fault of CDOL1', ({ commandHex }) => {
    const talk = journal(untilCryptogram, exchange(commandHex, '6700'));
    expect(breaches(listsAreAnsweredExactly, talk)).toEqual(['GENERATE AC carries as many bytes as CDOL1 asks for']);
  });
});

describe('denial-codes-decline', () => {
  test('catches a terminal that goes online although the issuer denies', () => {
    const talk = journal(cardTalk({ verificationHex: '0400008000', asksFor: '80' }));
    expect(breaches(denialCodesDecline, talk)).toHaveLength(1);
  });

  test('accepts an AAC with a signature of extended authentication', () => {
    const talk = journal(cardTalk({ verificationHex: '0400008000', asksFor: '08' }));
    expect(breaches(denialCodesDecline, talk)).toEqual([]);
  });

  test('accepts an AAC, and says nothing where no bit is common', () => {
    expect(breaches(denialCodesDecline, journal(cardTalk({ verificationHex: '0400008000', asksFor: '00' })))).toEqual(
      [],
    );
    expect(judgements(denialCodesDecline, journal(cardTalk({ denialHex: '0000000000' })))).toBe(0);
  });

  test('compares every byte, the last one too', () => {
    const talk = journal(cardTalk({ denialHex: '0000000001', verificationHex: '0000000001' }));
    expect(breaches(denialCodesDecline, talk)).toHaveLength(1);
  });
});

describe('reserved-bits-stay-zero', () => {
  test.each(['0001000000', '0002000000', '0004000000'])('catches a terminal that sets %s', (verificationHex) => {
    expect(breaches(reservedBitsStayZero, journal(cardTalk({ verificationHex })))).toHaveLength(1);
  });

  test('lets every bit with a meaning be set', () => {
    expect(breaches(reservedBitsStayZero, journal(cardTalk({ verificationHex: 'FFF8FCF8F0' })))).toEqual([]);
  });
});

describe('unpredictable-number-changes', () => {
  test('catches a terminal that gives two cards the same number', () => {
    expect(breaches(unpredictableNumberChanges, journal(cardTalk(), cardTalk()))).toHaveLength(1);
  });

  test('says nothing about a single cryptogram', () => {
    expect(judgements(unpredictableNumberChanges, journal(cardTalk()))).toBe(0);
  });
});
