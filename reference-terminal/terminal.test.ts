import { describe, expect, test } from 'vitest';

import type { Kernel } from './merchant/transaction.ts';
import { openDurableStore } from './store-and-forward/durable-store.ts';
import { StorageRefused, unlessRefused } from './store-and-forward/store-failure.ts';
import type { Edit } from './testing/scripted-host.ts';
import {
  configuration,
  kernelWith,
  objectsOf,
  onlyRequests,
  pay,
  purchase,
  receivedTypes,
  startMs,
  switchOn,
  testPan,
  worldOf,
} from './testing/terminal-fixture.ts';

describe('a purchase', () => {
  test('is approved when the host says 00, and is on the book then', async () => {
    const world = worldOf();
    const terminal = switchOn(world);
    const report = await pay(world, terminal);
    expect(report).toEqual({
      outcome: 'approved',
      reason: 'approved-online',
      wentOnline: true,
      amountMinor: 1250,
      currencyCode: '978',
      stan: '000001',
      approvalCode: 'A1B2C3',
      responseCode: '00',
      maskedPan: `541333******${testPan.slice(-4)}`,
      cardholderVerification: 'none',
      terminalVerificationResultsHex: '0000008000',
      transactionStatusInformationHex: 'E800',
      displayed: ['APPROVED'],
    });
    expect(terminal.book()).toEqual([{ stan: '000001', amountMinor: 1250, state: 'captured' }]);
    expect(world.needs.store.transactions()).toMatchObject([{ hasIssuerAuthentication: true, approvalCode: 'A1B2C3' }]);
  });

  test('asks the host with the elements that the dialect demands', async () => {
    const world = worldOf();
    await pay(world, switchOn(world));
    const fields = world.host.received[0]?.message.fields ?? new Map<number, string>();
    expect(Object.fromEntries([...fields].filter(([number]) => number !== 55))).toEqual({
      2: testPan,
      3: '000000',
      4: '000000001250',
      7: '1122102030',
      11: '000001',
      12: '102030',
      13: '1122',
      14: '3011',
      22: '072',
      23: '001',
      25: '00',
      32: '123456',
      35: `${testPan}D30112010000000000000`,
      37: '632610000001',
      41: 'TERM0001',
      42: 'MERCHANT0000001',
      49: '978',
    });
    expect(fields.get(55)).toMatch(/^9F26080123456789ABCDEF9F270180/);
  });

  test.each(['05', '01', '51', '91', 'Z9', '0A', '  '])(
    'is declined without a reversal when the host says %s',
    async (responseCode) => {
      const world = worldOf();
      world.host.responseCode = responseCode;
      const terminal = switchOn(world);
      expect(await pay(world, terminal)).toMatchObject({
        outcome: 'declined',
        reason: 'declined-by-issuer',
        responseCode,
        displayed: ['DECLINED'],
      });
      expect(receivedTypes(world)).toEqual(['0200']);
      expect(terminal.book()).toMatchObject([{ state: 'declined' }]);
    },
  );

  test.each([
    ['08', 'approved-on-condition'],
    ['10', 'partially-approved'],
    ['11', 'approved-on-condition'],
    ['16', 'approved-on-condition'],
    ['94', 'host-says-duplicate'],
  ])('is declined and reversed when the host says %s', async (responseCode, reason) => {
    const world = worldOf();
    world.host.responseCode = responseCode;
    const terminal = switchOn(world);
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'declined', reason, responseCode });
    await terminal.settle({ timeoutMs: 12_000 });
    expect(receivedTypes(world)).toEqual(['0200', '0420']);
    expect(terminal.book()).toMatchObject([{ state: 'reversed' }]);
  });

  test('is refused below the battery limit before reader and host are touched', async () => {
    const world = worldOf();
    world.setChargePercent(4);
    const report = await pay(world, switchOn(world));
    expect(report).toMatchObject({ outcome: 'refused', reason: 'battery-low', wentOnline: false });
    expect(report.displayed).toEqual(['CHARGE BATTERY']);
    expect([world.pollCount(), world.host.connectCount()]).toEqual([0, 0]);
  });

  test('starts at exactly the battery limit', async () => {
    const world = worldOf();
    world.setChargePercent(5);
    expect(await pay(world, switchOn(world))).toMatchObject({ outcome: 'approved' });
  });

  test.each([-1, 1.5, 1_000_000_000_000])('of %d minor units is refused', async (amountMinor) => {
    const world = worldOf();
    const report = await world.clock.drive(switchOn(world).perform({ ...purchase, amountMinor }));
    expect(report).toMatchObject({ outcome: 'refused', reason: 'amount-not-payable' });
  });

  test('is declined without a reversal when no connection can be had', async () => {
    const world = worldOf();
    world.host.isReachable = false;
    const terminal = switchOn(world);
    expect(await pay(world, terminal)).toMatchObject({ reason: 'host-unreachable', wentOnline: false });
    expect(terminal.book()).toMatchObject([{ state: 'declined' }]);
    expect(world.needs.store.owedCount()).toBe(0);
  });

  test('gives a connection attempt up after its own time', async () => {
    const world = worldOf();
    world.host.isDeaf = true;
    expect(await pay(world, switchOn(world))).toMatchObject({ reason: 'host-unreachable' });
    expect(world.clock.nowMs()).toBe(startMs + configuration.hostConnectTimeoutMs);
  });

  test('is called off by the cashier as long as the card is not through', async () => {
    const world = worldOf();
    const cancel = new AbortController();
    const waiting: Kernel = async (needs, _configuration, _request, signal) => {
      await needs.clock.sleep(20_000, signal);
      return { kind: 'end-application', reason: 'no-card-presented' };
    };
    const work = switchOn(world, waiting).perform(purchase, cancel.signal);
    cancel.abort();
    expect(await world.clock.drive(work)).toMatchObject({ outcome: 'ended', reason: 'cancelled' });
  });

  test('that there is no room to write down never leaves', async () => {
    const store = openDurableStore(':memory:', { sizeBytesMax: 64 * 1024 });
    const world = worldOf({ store });
    const terminal = switchOn(world);
    const done = { state: 'declined', responseCode: '05', hasIssuerAuthentication: false } as const;
    const intent = {
      stan: '000000',
      kind: 'purchase',
      amountMinor: 1,
      createdAtMs: 0,
      original: new Uint8Array(99),
    } as const;
    const fill = (): number | StorageRefused => unlessRefused(() => store.openTransaction(intent));
    for (let id = fill(); !(id instanceof StorageRefused); id = fill()) store.completeTransaction(id, done);
    expect(await pay(world, terminal)).toMatchObject({
      outcome: 'declined',
      reason: 'storage-full',
      wentOnline: false,
    });
    expect(world.host.received).toEqual([]);
  });

  test.each([
    [{ kind: 'try-another-interface', reason: 'contactless-limit-exceeded' }, 'try-another-interface'],
    [{ kind: 'try-again', reason: 'card-removed' }, 'ended'],
    [{ kind: 'end-application', reason: 'no-card-presented' }, 'ended'],
  ] as const)('that the kernel ends with $kind never reaches the host', async (outcome, reported) => {
    const world = worldOf();
    const report = await pay(world, switchOn(world, kernelWith(outcome)));
    expect(report).toMatchObject({ outcome: reported, reason: outcome.reason, wentOnline: false });
    expect(world.host.connectCount()).toBe(0);
  });

  test('that the card approved offline is declined, as nothing could deliver it', async () => {
    const world = worldOf();
    const objects = objectsOf({ ...purchase, sequenceCounter: 1 });
    const kernel = kernelWith({ kind: 'approved', data: { objects, cardholderVerification: 'none' } });
    expect(await pay(world, switchOn(world, kernel))).toMatchObject({
      outcome: 'declined',
      reason: 'offline-approval-unsupported',
    });
  });
});

test('a refund goes online with its own processing code and counts negative', async () => {
  const world = worldOf();
  const terminal = switchOn(world);
  await world.clock.drive(terminal.perform({ ...purchase, kind: 'refund' }));
  expect(world.host.received[0]?.message.fields.get(3)).toBe('200000');
  expect(terminal.book()).toEqual([{ stan: '000001', amountMinor: -1250, state: 'captured' }]);
  expect(terminal.totals()).toEqual({ capturedCount: 1, capturedMinor: -1250, openCount: 0 });
});

describe('an answer', () => {
  const foreign: ReadonlyArray<readonly [string, Edit]> = [
    ['another STAN', ({ mti, fields }) => ({ mti, fields: new Map([...fields, [11, '999999']]) })],
    ['another terminal', ({ mti, fields }) => ({ mti, fields: new Map([...fields, [41, 'TERM0002']]) })],
    ['another amount', ({ mti, fields }) => ({ mti, fields: new Map([...fields, [4, '000000001251']]) })],
    ['no amount', ({ mti, fields }) => ({ mti, fields: new Map([...fields].filter(([number]) => number !== 4)) })],
    ['no response code', ({ mti, fields }) => ({ mti, fields: new Map([...fields].filter(([n]) => n !== 39)) })],
    ['another message type', ({ fields }) => ({ mti: '0430', fields })],
  ];
  test.each(foreign)('with %s approves nothing', async (_, edit) => {
    const world = worldOf();
    world.host.treat = onlyRequests({ kind: 'answer', edit });
    const terminal = switchOn(world);
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'declined', reason: 'host-silent' });
    expect(terminal.book()).toMatchObject([{ state: 'reversed' }]);
  });

  test('counts up to the last millisecond of the response timer', async () => {
    const world = worldOf();
    world.host.treat = onlyRequests({ kind: 'answer', delayMs: configuration.hostResponseTimeoutMs - 1 });
    expect(await pay(world, switchOn(world))).toMatchObject({ outcome: 'approved' });
  });

  test('after the timer never approves, and the next purchase is not confused by it', async () => {
    const world = worldOf();
    world.host.treat = onlyRequests({ kind: 'answer', delayMs: configuration.hostResponseTimeoutMs + 1 });
    const terminal = switchOn(world);
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'declined', reason: 'host-silent' });
    await world.clock.drive(world.clock.sleep(1000));
    world.host.treat = () => ({ kind: 'answer' });
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'approved' });
    expect(terminal.book().map(({ state }) => state)).toEqual(['reversed', 'captured']);
  });

  test('that comes twice counts once', async () => {
    const world = worldOf();
    world.host.treat = () => ({ kind: 'answer', answerCopies: 2 });
    const terminal = switchOn(world);
    await pay(world, terminal);
    await pay(world, terminal);
    expect(terminal.totals()).toEqual({ capturedCount: 2, capturedMinor: 2500, openCount: 0 });
  });
});

test('a terminal that is disposed hangs up and stops trying', async () => {
  const world = worldOf();
  world.host.treat = () => ({ kind: 'swallow' });
  {
    await using terminal = switchOn(world);
    await pay(world, terminal);
  }
  await world.clock.drive(world.clock.sleep(600_000));
  expect(world.host.connectCount()).toBeLessThan(3);
});

test('the receipt shows the last four digits of the account number at most, and no expiry date', async () => {
  const world = worldOf();
  const terminal = switchOn(world);
  await pay(world, terminal);
  const receipt = terminal.lastReceipt() ?? '';
  expect(receipt).toContain(`CARD ************${testPan.slice(-4)}`);
  expect(receipt).toContain('AMOUNT 12.50 (978)');
  expect(receipt).toContain('APPROVAL CODE A1B2C3');
  expect(receipt).not.toContain(testPan.slice(0, 6));
  expect(receipt).not.toMatch(/30[/-]?11|11[/-]?30/);
});

test('an echo needs no card and leaves no line in the book', async () => {
  const world = worldOf();
  const terminal = switchOn(world);
  expect(await world.clock.drive(terminal.echo())).toBe('answered');
  const [echo] = world.host.received;
  expect(echo?.message).toEqual({
    mti: '0800',
    fields: new Map([
      [7, '1122102030'],
      [11, '000001'],
      [41, 'TERM0001'],
      [70, '301'],
    ]),
  });
  expect(terminal.book()).toEqual([]);
  world.host.isReachable = false;
  expect(await world.clock.drive(switchOn(world).echo())).toBe('not-connected');
});
