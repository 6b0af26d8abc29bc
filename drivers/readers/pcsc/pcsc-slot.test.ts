import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { tcpOpener } from '#drivers/network/tcp.ts';
import { serveCard } from '#rigs/twins/vpcd/vpcd-card.ts';
import { daemonLacks, startPrivateDaemon, type PrivateDaemon } from './pcsc-daemon.fixture.ts';
import { openPcscSlot, pcscReaderNames } from './pcsc-slot.ts';

const clock = wallClock();
const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const answerToReset = Uint8Array.from(Buffer.from('3BE000008131FE45EB', 'hex'));

/** A card in the virtual reader that answers every command with the command itself, until it is pulled. */
async function insertEcho(port: number): Promise<{ pull(): Promise<void>; readonly powers: readonly string[] }> {
  const link = await tcpOpener({ host: '127.0.0.1', port, clock }).open();
  const powers: string[] = [];
  const serving = serveCard(
    {
      answerToReset,
      powerOn: () => void powers.push('on'),
      powerOff: () => void powers.push('off'),
      respond: (command) => ({ response: Uint8Array.from([...command, 0x90, 0x00]) }),
    },
    link,
  );
  return {
    powers,
    pull: async () => {
      await link[Symbol.asyncDispose]();
      // However the connection ends, the card is out.
      await Promise.allSettled([serving]);
    },
  };
}

/** Looks until the slot shows what is waited for; the daemon notices a card within half a second. */
async function seen(slot: { look(): Promise<{ readonly kind: string }> }, kind: string): Promise<string> {
  const deadlineMs = clock.nowMs() + 10_000;
  let found = (await slot.look()).kind;
  while (found !== kind && clock.nowMs() < deadlineMs) {
    await clock.sleep(50);
    found = (await slot.look()).kind;
  }
  return found;
}

describe.skipIf(daemonLacks !== undefined)(
  `a PC/SC reader behind a real daemon (skipped without ${daemonLacks ?? 'it'})`,
  () => {
    let daemon: PrivateDaemon;
    beforeAll(async () => {
      daemon = await startPrivateDaemon(clock);
    });
    afterAll(async () => daemon[Symbol.asyncDispose]());

    test('is found by a part of its name, and a wrong name is told with the names that there are', () => {
      expect(pcscReaderNames()).toEqual(['Touchstone Test 00 00', 'Touchstone Test 00 01']);
      expect(() => openPcscSlot('Nowhere', clock)).toThrow(
        /no PC\/SC reader is named Nowhere; there are Touchstone Test 00 00/u,
      );
      expect(() => openPcscSlot('Touchstone', clock)).toThrow(/more than one PC\/SC reader/u);
    });

    test('powers a card that comes, holds it for itself, powers it off and on, and sees it go', async () => {
      const command = Uint8Array.of(0x00, 0xa4, 0x04, 0x00, 0x00);
      await using slot = openPcscSlot('Test 00 00', clock);
      expect(await slot.look()).toEqual({ kind: 'no-card' });
      const card = await insertEcho(daemon.cardPort);
      expect(await seen(slot, 'card')).toBe('card');
      const exchange = await slot.transmit(command, { timeoutMs: 5000 });
      expect(exchange.kind === 'answered' ? hexOf(exchange.response) : exchange.kind).toBe('00A40400009000');

      await using second = openPcscSlot('Test 00 00', clock);
      await expect(second.look()).rejects.toMatchObject({ code: 'READER_IN_USE' });

      await slot.release();
      expect((await slot.transmit(command, { timeoutMs: 5000 })).kind).toBe('card-gone');
      expect(await seen(slot, 'card')).toBe('card');
      expect((await slot.transmit(command, { timeoutMs: 5000 })).kind).toBe('answered');
      expect(card.powers.length).toBeGreaterThan(0);

      await card.pull();
      expect((await slot.transmit(command, { timeoutMs: 5000 })).kind).toBe('card-gone');
      expect(await seen(slot, 'no-card')).toBe('no-card');
    });
  },
);
