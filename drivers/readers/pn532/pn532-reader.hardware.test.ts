import { describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { serialOpener } from '#drivers/serial/serial-opener.ts';
import { openPn532Reader } from './pn532-reader.ts';

const path = process.env['TOUCHSTONE_PN532'];

/** What can be asked of a real reader without hands: it answers for itself, and for a card if one lies on it. */
describe.skipIf(path === undefined)('a PN532 in hardware (skipped unless TOUCHSTONE_PN532 names its port)', () => {
  const clock = wallClock();
  const opener = serialOpener({ path: path ?? '', baudRate: 115_200, clock });

  test('says that it is a PN532', async () => {
    await using reader = await openPn532Reader({ opener, clock });
    expect(reader.identity).toMatchObject({ vendor: 'NXP', product: 'PN532' });
  });

  test('finishes every poll within a second', async () => {
    await using reader = await openPn532Reader({ opener, clock });
    for (let poll = 0; poll < 5; poll += 1) {
      const startMs = clock.nowMs();
      expect(['card', 'no-card', 'collision']).toContain((await reader.poll()).kind);
      expect(clock.nowMs() - startMs).toBeLessThan(1000);
    }
  });

  test('gets an answer to the selection of the payment environment if a card lies on it', async ({ skip }) => {
    await using reader = await openPn532Reader({ opener, clock });
    const found = await reader.poll();
    skip(found.kind !== 'card', 'no card lies on the reader');
    const selectPaymentEnvironment = Uint8Array.from(
      Buffer.from(`00A404000E${Buffer.from('2PAY.SYS.DDF01').toString('hex')}00`, 'hex'),
    );
    const exchange = await reader.transmit(selectPaymentEnvironment, { timeoutMs: 2000 });
    expect(exchange).toMatchObject({ kind: 'answered' });
    await reader.release();
  });
});
