import { describe, expect, test } from 'vitest';
import type { Happening, Masked, Recorded } from '#drivers/ports/evidence.ts';
import { clockWindow, shiftsWithin } from './clock-shift.ts';
import { compareSent } from './compare.ts';

const masked = (text: string): Masked => text as Masked;
const journal = (...happenings: readonly Happening[]): readonly Recorded[] =>
  happenings.map((happening, index) => ({ ...happening, index, atMs: index * 10 }));
const command = (hex: string): Happening => ({ kind: 'apdu', direction: 'command', hex: masked(hex) });
const response = (hex: string): Happening => ({ kind: 'apdu', direction: 'response', hex: masked(hex) });
const step: Happening = { kind: 'kernel', step: 'cryptogram', facts: {} };
const message = (fields: Readonly<Record<string, string>>, length = 100): Happening => ({
  kind: 'host-message',
  direction: 'to-host',
  mti: '0200',
  fields: fields as Readonly<Record<string, Masked>>,
  length,
  isDelivered: true,
});

describe('two journals', () => {
  test('are the same when the terminal sent the same, whatever it was answered', () => {
    const [then, now] = [
      journal(command('00A4040000'), response('9000')),
      journal(command('00A4040000'), response('6A82')),
    ];
    expect(compareSent(then, now)).toMatchObject({ divergence: undefined, comparedBytes: 5, hiddenBytes: 0 });
  });

  test('differ at the first byte of a command that is another', () => {
    const then = journal(command('00A4040000'), step, command('80AE80000411223344'));
    const now = journal(command('00A4040000'), step, command('80AE800004112A3344'));
    expect(compareSent(then, now).divergence).toEqual({
      side: 'command to the card',
      ordinal: 2,
      name: '80AE8000',
      part: '',
      offset: 6,
      unit: 'byte',
      expected: '22',
      found: '2A',
      eventIndex: 2,
      atMs: 20,
      afterStep: 'cryptogram',
    });
  });

  test('differ in an element of a message, at its character', () => {
    const [then, now] = [journal(message({ '4': '000000001250' })), journal(message({ '4': '000000001350' }))];
    expect(compareSent(then, now).divergence).toMatchObject({
      part: 'element 4',
      offset: 9,
      expected: '2',
      found: '3',
    });
  });

  test.each([
    ['an element that is not there any more', { '4': '1', '11': '2' }, { '4': '1' }, 'element 11'],
    ['an element that was not there', { '4': '1' }, { '4': '1', '11': '2' }, 'length'],
  ])('differ by %s', (_title, before, after, part) => {
    expect(compareSent(journal(message(before)), journal(message(after))).divergence).toMatchObject({ part });
  });

  test('differ when one of them ends', () => {
    const [long, short] = [journal(command('00A4040000'), command('00B2010C00')), journal(command('00A4040000'))];
    expect(compareSent(long, short).divergence).toMatchObject({ ordinal: 2, found: 'nothing' });
    expect(compareSent(short, long).divergence).toMatchObject({ ordinal: 2, expected: 'nothing' });
  });

  test('are compared but for what is masked, and that is counted', () => {
    const [then, now] = [journal(command('002000800841****FF')), journal(command('002000800841****FF'))];
    expect(compareSent(then, now)).toMatchObject({ divergence: undefined, comparedBytes: 7, hiddenBytes: 2 });
  });

  test('differ where a masked byte is not there at all, and in the open half of one that is half masked', () => {
    expect(compareSent(journal(command('0020****')), journal(command('0020**'))).divergence).toMatchObject({
      offset: 3,
    });
    expect(compareSent(journal(command('00201*')), journal(command('00202*'))).divergence).toMatchObject({ offset: 2 });
  });

  test('differ first where the record came to first', () => {
    const then = journal(command('00A4040000'), { kind: 'display', text: 'APPROVED' }, command('00B2010C00'));
    const now = journal(command('00A4040000'), { kind: 'display', text: 'DECLINED' }, command('00B2010D00'));
    expect(compareSent(then, now).divergence).toMatchObject({ side: 'display', eventIndex: 1 });
  });
});

describe('the clock of a replay', () => {
  const startMs = Date.UTC(2026, 10, 23, 8, 0, 0, 400);
  const at = (second: string): readonly Recorded[] => journal(message({ '7': `11230800${second}` }));

  test.each([
    ['00', '00', { leastMs: -400, mostMs: 600 }],
    ['01', '00', { leastMs: 600, mostMs: 1600 }],
    ['00', '01', { leastMs: -1400, mostMs: -400 }],
  ])('may be put so far that the second is %s where it was %s', (then, now, window) => {
    expect(clockWindow(at(then), at(now), startMs)).toEqual(window);
  });

  test('stays where no clock makes all of them right, or none says anything', () => {
    const two = (first: string, second: string): readonly Recorded[] =>
      journal(message({ '7': `11230800${first}` }), message({ '7': `11230800${second}` }));
    expect(clockWindow(two('00', '09'), two('00', '00'), startMs)).toBeUndefined();
    expect(clockWindow(journal(step), journal(step), startMs)).toBeUndefined();
  });

  test('is tried from the middle outwards, everywhere in its window', () => {
    expect(shiftsWithin({ leastMs: -400, mostMs: 400 }, 7)).toEqual([0, -200, 200, -300, 100, -100, 300]);
  });
});
