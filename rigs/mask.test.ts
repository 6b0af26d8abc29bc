import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createMask } from './mask.ts';

// A published test number of the Mastercard range; the digits between first six and last four must never be seen.
const pan = '5413330089020011';
const middle = '008902';
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('the mask', () => {
  test('keeps first six and last four of a PAN in a record and hides track 2 whole', () => {
    const record = `701B5A08${pan}57 0F ${pan}D2512201F00000`.replaceAll(' ', '');
    const hex = `${record.replace('701B', '701B')}9000`;
    const masked = createMask().response(bytes(hex));
    expect(masked).toBe(`701B5A08541333******0011570F${'*'.repeat(30)}9000`);
    expect(masked).toHaveLength(hex.length);
  });

  test('hides a response that it cannot parse, but for the status word', () => {
    expect(createMask().response(bytes(`70FF5A08${pan}9000`))).toBe(`${'*'.repeat(24)}9000`);
  });

  test('hides data objects that nobody declared harmless', () => {
    expect(createMask().response(bytes('7708DF01055413339999 9000'.replaceAll(' ', '')))).toBe(
      '7708DF0105**********9000',
    );
  });

  test('hides the ICC certificate, from which anybody could recover the PAN', () => {
    expect(createMask().response(bytes('70069F4603AABBCC9000'))).toBe('70069F4603******9000');
  });

  test('hides a known PAN that turns up in a command, as with a card that lists 5A in its CDOL', () => {
    const mask = createMask();
    mask.response(bytes(`700A5A08${pan}9000`));
    expect(mask.command(bytes(`80AE800008${pan}00`))).toBe('80AE800008541333******001100');
  });

  test('hides the data of VERIFY and of every command it does not know', () => {
    expect(createMask().command(bytes('0020008008241234FFFFFFFFFF'))).toBe(`0020008008${'*'.repeat(16)}`);
    expect(createMask().command(bytes('80E2000003112233'))).toBe('80E2000003******');
  });

  test('hides a PIN block of format 2 wherever a faulty terminal puts it, and the digits of a fact about a PIN', () => {
    const mask = createMask();
    expect(mask.command(bytes('80AE800008241234FFFFFFFFFF00'))).toBe(`80AE800008${'*'.repeat(16)}00`);
    expect(mask.command(bytes('80AE80000924241234FFFFFFFFFF00'))).not.toContain('241234');
    expect(mask.command(bytes('80AE8000082C123456789012FF00'))).not.toContain('123456789012');
    expect(mask.fact('pinEntered', '1234')).toBe('****');
    expect(mask.fact('pinOutcome', 'successful')).toBe('successful');
    expect(mask.fact('99', '1234')).toBe('****');
    expect(mask.hostField('55', '9F1008241234FFFFFFFFFF')).not.toContain('241234');
  });

  test('hides issuer scripts, which may set a new PIN', () => {
    const script = '721386118424000108241234FFFFFFFFFF8E0401020304'.slice(0, 42);
    expect(createMask().hostField('55', script)).not.toContain('241234');
  });

  test('hides every VERIFY, however it is cut or padded', () => {
    const outcome = fc.check(
      fc.property(fc.uint8Array({ maxLength: 20 }), (rest) => {
        const command = Uint8Array.of(0x00, 0x20, 0x00, 0x80, 0x08, ...rest);
        const masked = createMask().command(command);
        return masked === `0020008008${'*'.repeat(rest.length * 2)}`;
      }),
    );
    expect(outcome.counterexample).toBeNull();
  });

  test('shows what a PN532 frame is for and hides what it carries for the card', () => {
    expect(createMask().pn532Frame(bytes('0000FF02FED4022A00'))).toBe('0000FF02FED4022A00');
    expect(createMask().pn532Frame(bytes('0000FF00FF00'))).toBe('0000FF00FF00');
    expect(createMask().pn532Frame(bytes(`0000FF0CF4D54100${pan}AA00`))).toBe(`0000FF0CF4D541${'*'.repeat(22)}`);
    expect(createMask().pn532Frame(bytes(pan))).toBe('*'.repeat(16));
  });

  test('treats data elements 2, 35, 52 and 55 as their contents deserve', () => {
    const mask = createMask();
    expect(mask.hostField('2', pan)).toBe('541333******0011');
    expect(mask.hostField('35', `${pan}D2512201`)).toBe('*'.repeat(24));
    expect(mask.hostField('52', '0123456789ABCDEF')).toBe('*'.repeat(16));
    expect(mask.hostField('120', '0123456789ABCDEF0123456789ABCDEF')).toBe('*'.repeat(32));
    expect(mask.hostField('53', 'FFFF9876543210E00003')).toBe('FFFF9876543210E00003');
    expect(mask.hostField('53', '123456789012345600000003')).toBe('123456789012345600000003');
    expect(mask.hostField('53', '0123456789ABCDEF')).toBe('*'.repeat(16));
    expect(mask.hostField('53', '0123456789ABCDEF0123456789ABCDEF')).toBe('*'.repeat(32));
    expect(mask.hostField('55', `5A08${pan}9F2701 80`.replaceAll(' ', ''))).toBe('5A08541333******00119F270180');
    expect(mask.hostField('48', 'anything')).toBe('********');
  });

  test('hides digit runs in prose however they are grouped, and leaves short numbers alone', () => {
    expect(createMask().text('card 5413 3300 8902 0011 after 2500 ms')).toBe('card 541333******0011 after 2500 ms');
  });

  test('hides a PAN and a track that a wrong length before them splits over two objects', () => {
    // 87 06 swallows the tag, the length and half of the PAN; the other half passes for tag 89 of two bytes.
    expect(createMask().response(bytes(`87065A08${pan}9000`))).toBe(`87065A08541333${'*'.repeat(10)}9000`);
    const track = `570D${pan}D2512201F0`;
    const masked = createMask().response(bytes(`8704${track}9000`));
    expect(masked.includes('541333')).toBe(false);
  });

  test('never lets the middle digits through, whatever surrounds the PAN in a response', () => {
    const outcome = fc.check(
      fc.property(fc.uint8Array({ maxLength: 20 }), fc.uint8Array({ maxLength: 20 }), (before, after) => {
        const hex = `${Buffer.from(before).toString('hex')}5A08${pan}${Buffer.from(after).toString('hex')}9000`;
        const mask = createMask();
        return !mask.response(bytes(hex)).includes(pan) && !mask.response(bytes(hex)).includes(`333${middle}`);
      }),
      { numRuns: 50_000 },
    );
    expect(outcome.counterexample).toBeNull();
  });
});
