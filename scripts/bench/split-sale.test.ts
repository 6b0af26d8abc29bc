import { describe, expect, test } from 'vitest';
import type { Happening, Masked, Recorded } from '#drivers/ports/evidence.ts';
import { splitSale } from './split-sale.ts';

/** Events at the times given, as a journal numbers them. */
function journal(...timed: readonly (readonly [atMs: number, happening: Happening])[]): readonly Recorded[] {
  return timed.map(([atMs, happening], index) => ({ ...happening, index, atMs }));
}

const masked = (text: string): Masked => text as Masked;
const frame = (direction: 'sent' | 'received', hex: string): Happening => ({
  kind: 'frame',
  wire: 'pn532',
  direction,
  hex: masked(hex),
});
const apdu = (direction: 'command' | 'response'): Happening => ({ kind: 'apdu', direction, hex: masked('00') });
const step = (name: string): Happening => ({ kind: 'kernel', step: name, facts: {} });
const display = (text: string): Happening => ({ kind: 'display', text });
const field: Happening = { kind: 'field', card: 'standard', strengthAPerM: 2, isPowered: true };
const requested: Happening = {
  kind: 'requested',
  request: { kind: 'purchase', amountMinor: 100, currencyCode: '978' },
};
const reported: Happening = {
  kind: 'reported',
  report: {
    outcome: 'approved',
    reason: 'approved',
    amountMinor: 100,
    currencyCode: '978',
    wentOnline: true,
    displayed: [],
  },
};
const expectation: Happening = {
  kind: 'expectation',
  text: 'approved',
  proves: [],
  expected: masked(''),
  observed: masked(''),
  holds: true,
};

/** ACK, InDataExchange, and its answer of 23 bytes, which take 1.997 ms at ten bits a byte and 115200 baud. */
const acknowledge = '0000FF00FF00';
const exchange = '0000FF03FDD44001EB00';
const answer = `0000FF10F0D541${'0'.repeat(28)}EA00`;

describe('the split of a sale', () => {
  test('gives each stretch of a journal from real wires to the one who had the ball', () => {
    const split = splitSale(
      journal(
        [5, requested],
        [7, display('PRESENT CARD')],
        [8, frame('sent', '0000FF04FCD44A0200E000')],
        [9, frame('received', acknowledge)],
        [507, field],
        [517, { kind: 'polled', found: 'card' }],
        [518, apdu('command')],
        [519, frame('sent', exchange)],
        [523, frame('received', acknowledge)],
        [553, frame('received', answer)],
        [554, apdu('response')],
        [556, step('cryptogram')],
        [557, frame('sent', '0000FF03FDD45200DA00')],
        [560, frame('received', acknowledge)],
        [565, display('CARD READ OK')],
        [566, step('outcome')],
        [576, step('host-answer')],
        [577, reported],
        [977, expectation],
        [999, display('PRESENT CARD')],
      ),
    );
    const lineMs = (23 * 10_000) / 115_200;
    expect(split.arm).toBeCloseTo(500 + 400, 6);
    expect(split.reader).toBeCloseTo(10 + 5 + 1 + 8 + lineMs, 6);
    expect(split.card).toBeCloseTo(30 - lineMs, 6);
    expect(split.kernel).toBeCloseTo(2 + 1 + 3 + 1 + 1, 6);
    expect(split.host).toBeCloseTo(10, 6);
    expect(Object.values(split).reduce((sum, each) => sum + each, 0)).toBeCloseTo(977 - 5, 6);
  });

  test('takes a whole command for the card where the journal has no frames', () => {
    const split = splitSale(
      journal(
        [0, requested],
        [0, display('PRESENT CARD')],
        [500, field],
        [530, { kind: 'polled', found: 'card' }],
        [530, apdu('command')],
        [550, apdu('response')],
        [550, step('cryptogram')],
        [553, display('CARD READ OK')],
        [553, step('outcome')],
        [553, step('host-answer')],
        [553, reported],
        [900, expectation],
      ),
    );
    expect(split).toEqual({ arm: 847, reader: 33, card: 20, kernel: 0, host: 0 });
  });
});
