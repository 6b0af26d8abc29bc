import { expect, test } from 'vitest';

import { PowerLost } from './device/power-gate.ts';
import { createTerminal } from './terminal.ts';
import type { ReferenceTerminal } from './terminal.ts';
import { sweptNeeds } from './testing/power-sweep.ts';
import type { ScriptedHost, Treatment } from './testing/scripted-host.ts';
import { configuration, onlineKernel, worldOf } from './testing/terminal-fixture.ts';
import type { World } from './testing/terminal-fixture.ts';
import type { BookEntry } from './transaction-report.ts';

const purchase = { kind: 'purchase', amountMinor: 1250, currencyCode: '978' } as const;

const requests = (treatment: Treatment) => (host: ScriptedHost) => {
  host.treat = ({ mti }) => (mti === '0200' ? treatment : { kind: 'answer' });
};

const hosts: ReadonlyArray<readonly [string, (host: ScriptedHost) => void]> = [
  ['approves', () => undefined],
  [
    'declines',
    (host) => {
      host.responseCode = '05';
    },
  ],
  ['never sees the request', requests({ kind: 'swallow' })],
  ['captures and stays silent', requests({ kind: 'swallow-answer' })],
  ['breaks the line before it sees the request', requests({ kind: 'break', when: 'before' })],
  ['breaks the line when it has captured', requests({ kind: 'break', when: 'after' })],
  ['answers after the timer', requests({ kind: 'answer', delayMs: configuration.hostResponseTimeoutMs + 500 })],
  ['answers twice', requests({ kind: 'answer', answerCopies: 2 })],
  [
    'answers neither request nor reversal',
    (host) => {
      host.treat = () => ({ kind: 'swallow-answer' });
    },
  ],
  [
    'is not reachable',
    (host) => {
      host.isReachable = false;
    },
  ],
];

/** One power life that ends at moment `failAt`, or in peace when there are fewer; `undefined` means in peace. */
async function liveUntil(world: World, failAt: number): Promise<{ wasCut: boolean; approved: boolean }> {
  let terminal: ReferenceTerminal | undefined;
  let wasCut = false;
  let approved = false;
  const swept = sweptNeeds(world.needs, failAt, () => {
    wasCut = true;
    terminal?.cutPower();
  });
  try {
    terminal = createTerminal({ configuration, needs: swept.needs, kernel: onlineKernel });
    const report = await world.clock.drive(terminal.perform(purchase));
    approved = report.outcome === 'approved';
    terminal.cutPower();
  } catch (error) {
    // A cut inside the constructor has no terminal to cut yet: it dies of the need that fails.
    const isExpected = wasCut && (terminal === undefined || error instanceof PowerLost);
    if (!isExpected) throw error;
  }
  return { wasCut, approved };
}

/** A life in which host and power are well: it must clear everything up. */
async function recover(world: World): Promise<readonly BookEntry[]> {
  world.host.treat = () => ({ kind: 'answer' });
  world.host.isReachable = true;
  const terminal = createTerminal({ configuration, needs: world.needs, kernel: onlineKernel });
  expect(await world.clock.drive(terminal.settle({ timeoutMs: 600_000 }))).toBe(0);
  const book = terminal.book();
  terminal.cutPower();
  return book;
}

function expectAgreement(world: World, book: readonly BookEntry[]): void {
  expect(book.filter(({ state }) => state === 'open')).toEqual([]);
  const capturedHere = book.filter(({ state }) => state === 'captured').map(({ stan }) => stan);
  const capturedThere = [...world.host.ledger].filter(([, { state }]) => state === 'captured').map(([stan]) => stan);
  expect(capturedHere).toEqual(capturedThere);
  // Whatever the host ever saw has a line in the terminal's book.
  expect(book.map(({ stan }) => stan)).toEqual(expect.arrayContaining([...world.host.ledger.keys()]));
}

test.each(hosts)('the books agree wherever power is cut while the host %s', async (_, script) => {
  let failAt = 0;
  let wasCut = true;
  while (wasCut) {
    failAt += 1;
    expect(failAt).toBeLessThan(1000);
    const world = worldOf();
    script(world.host);
    const life = await liveUntil(world, failAt);
    wasCut = life.wasCut;
    const book = await recover(world);
    expectAgreement(world, book);
    // A cardholder who was told 'approved' was charged.
    expect(life.approved && book[0]?.state !== 'captured').toBe(false);
    world.needs.store[Symbol.dispose]();
  }
  // The sweep saw the purchase, not just its beginning.
  expect(failAt).toBeGreaterThan(30);
});

test('the books agree when power is cut a second time anywhere in the recovery', async () => {
  let failAt = 0;
  let wasCut = true;
  while (wasCut) {
    failAt += 1;
    const world = worldOf();
    world.host.treat = () => ({ kind: 'swallow-answer' });
    const first = createTerminal({ configuration, needs: world.needs, kernel: onlineKernel });
    const work = first.perform(purchase);
    const cut = world.clock.sleep(1000).then(() => first.cutPower());
    await expect(world.clock.drive(work)).rejects.toBeInstanceOf(PowerLost);
    await cut;
    world.host.treat = () => ({ kind: 'answer' });
    ({ wasCut } = await liveUntil(world, failAt));
    expectAgreement(world, await recover(world));
    world.needs.store[Symbol.dispose]();
  }
  expect(failAt).toBeGreaterThan(30);
});
