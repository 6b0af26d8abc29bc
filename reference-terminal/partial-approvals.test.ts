import { describe, expect, test } from 'vitest';

import type { TerminalConfiguration } from './configuration.ts';
import type { HostMessage } from './host/message-codec.ts';
import type { Cashier } from './needs.ts';
import { createTerminal, type ReferenceTerminal } from './terminal.ts';
import {
  configuration,
  onlineKernel,
  pay,
  purchase,
  receivedTypes,
  worldOf,
  type World,
} from './testing/terminal-fixture.ts';

const takesParts: TerminalConfiguration = { ...configuration, acceptsPartialApprovals: true };

function terminalIn(world: World, terms: TerminalConfiguration, cashier?: Cashier): ReferenceTerminal {
  const needs = { ...world.needs, ...(cashier === undefined ? {} : { cashier }) };
  return createTerminal({ configuration: terms, needs, kernel: onlineKernel });
}

/** A host that approves so much of what it is asked for. */
function approvingPart(world: World, amountMinor: number): void {
  const edit = ({ mti, fields }: HostMessage): HostMessage => ({
    mti,
    fields: new Map([...fields, [4, String(amountMinor).padStart(12, '0')], [38, 'A1B2C3'], [39, '10']]),
  });
  world.host.treat = ({ mti }) => (mti === '0200' ? { kind: 'answer', edit } : { kind: 'answer' });
}

const elementsOf = (world: World, number: number): readonly (string | undefined)[] =>
  world.host.received.map(({ message }) => message.fields.get(number));

describe('an approval of a part, at a merchant who takes parts', () => {
  test('stands with the part; the rest is shown as due', async () => {
    const world = worldOf();
    approvingPart(world, 600);
    const terminal = terminalIn(world, takesParts);
    expect(await pay(world, terminal)).toMatchObject({
      outcome: 'approved',
      reason: 'approved-in-part',
      amountMinor: 600,
      remainderMinor: 650,
      displayed: ['APPROVED 6.00 - DUE 6.50'],
    });
    expect(elementsOf(world, 61)).toEqual(['1']);
    expect(terminal.book()).toEqual([{ stan: '000001', amountMinor: 600, askedMinor: 1250, state: 'captured' }]);
    expect(terminal.totals()).toEqual({ capturedCount: 1, capturedMinor: 600, openCount: 0 });
    const receipt = terminal.lastReceipt() ?? '';
    for (const line of ['AMOUNT 6.00 (978)', 'REQUESTED 12.50', 'STILL TO PAY 6.50']) expect(receipt).toContain(line);
  });

  test('is told in the local language', async () => {
    const world = worldOf();
    approvingPart(world, 600);
    const terminal = terminalIn(world, { ...takesParts, languages: ['de', 'en'] });
    expect((await pay(world, terminal)).displayed).toEqual(['GENEHMIGT 6.00 - OFFEN 6.50']);
  });

  test('is reversed whole when the cashier refuses it', async () => {
    const world = worldOf();
    approvingPart(world, 600);
    const asked: unknown[] = [];
    const takesPart: Cashier['takesPart'] = (part) => Promise.resolve(asked.push(part) === 0);
    const terminal = terminalIn(world, takesParts, { takesPart });
    expect(await pay(world, terminal)).toMatchObject({
      outcome: 'declined',
      reason: 'part-refused',
      amountMinor: 1250,
    });
    expect(asked).toEqual([{ askedMinor: 1250, approvedMinor: 600 }]);
    expect(receivedTypes(world)).toEqual(['0200', '0420']);
    expect(elementsOf(world, 95)).toEqual([undefined, undefined]);
    expect(terminal.book()).toMatchObject([{ state: 'reversed' }]);
  });

  test.each([0, 1250])('is reversed when the part is %d of 1250', async (amountMinor) => {
    const world = worldOf();
    approvingPart(world, amountMinor);
    const terminal = terminalIn(world, takesParts);
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'declined', reason: 'partially-approved' });
    expect(receivedTypes(world)).toEqual(['0200', '0420']);
  });

  test.each([
    ['a refund', { ...purchase, kind: 'refund' }],
    ['a purchase with cash', { ...purchase, cashbackMinor: 500 }],
  ] as const)('is neither offered nor taken for %s', async (_title, request) => {
    const world = worldOf();
    approvingPart(world, 600);
    const report = await world.clock.drive(terminalIn(world, takesParts).perform(request));
    expect(report).toMatchObject({ outcome: 'declined', reason: 'partially-approved' });
    expect(elementsOf(world, 61)[0]).toBeUndefined();
  });
});

test('a merchant who does not take parts does not say so', async () => {
  const world = worldOf();
  approvingPart(world, 600);
  expect(await pay(world, terminalIn(world, configuration))).toMatchObject({ reason: 'partially-approved' });
  expect(elementsOf(world, 61)[0]).toBeUndefined();
});

describe('a partial reversal', () => {
  const correction = { ...purchase, kind: 'partial-reversal', originalStan: '000001' } as const;

  test('names the original and what is left of it', async () => {
    const world = worldOf();
    const terminal = terminalIn(world, configuration);
    await pay(world, terminal);
    const report = await world.clock.drive(terminal.perform({ ...correction, amountMinor: 1000 }));
    expect(report).toMatchObject({ outcome: 'approved', reason: 'reduced', amountMinor: 1000, stan: '000001' });
    expect(receivedTypes(world)).toEqual(['0200', '0420']);
    const advice = world.host.received[1]?.message.fields;
    expect(advice?.get(4)).toBe('000000001250');
    expect(advice?.get(90)).toMatch(/^0200000001/u);
    // ISO 8583:1987, data element 95: 12 digits, 12 digits, two fees of a sign and 8 digits.
    expect(advice?.get(95)).toBe(['000000001000', '000000000000', 'C00000000', 'C00000000'].join(''));
    expect(terminal.book()).toEqual([{ stan: '000001', amountMinor: 1000, askedMinor: 1250, state: 'captured' }]);
  });

  test.each([1250, 1251, 0])('can not leave %d of 1250', async (amountMinor) => {
    const world = worldOf();
    const terminal = terminalIn(world, configuration);
    await pay(world, terminal);
    expect(await world.clock.drive(terminal.perform({ ...correction, amountMinor }))).toMatchObject({
      outcome: 'refused',
    });
    expect(receivedTypes(world)).toEqual(['0200']);
    expect(terminal.book()).toMatchObject([{ amountMinor: 1250, state: 'captured' }]);
  });

  test('that the host does not acknowledge is open, lets nothing new begin, and is repeated', async () => {
    const world = worldOf();
    const terminal = terminalIn(world, configuration);
    await pay(world, terminal);
    world.host.treat = () => ({ kind: 'swallow' });
    const report = await world.clock.drive(terminal.perform({ ...correction, amountMinor: 1000 }));
    expect(report).toMatchObject({ outcome: 'approved', reason: 'reduction-pending' });
    expect(terminal.book()).toMatchObject([{ amountMinor: 1000, state: 'open' }]);
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'refused', reason: 'reversal-pending' });
    world.host.treat = () => ({ kind: 'answer' });
    expect(await world.clock.drive(terminal.settle({ timeoutMs: 600_000 }))).toBe(0);
    expect(receivedTypes(world)).toEqual(['0200', '0421']);
    expect(terminal.book()).toMatchObject([{ amountMinor: 1000, state: 'captured' }]);
  });

  test('that the host can not match stays owed', async () => {
    const world = worldOf();
    const terminal = terminalIn(world, configuration);
    await pay(world, terminal);
    const edit = ({ mti, fields }: HostMessage): HostMessage => ({ mti, fields: new Map([...fields, [39, '25']]) });
    world.host.treat = ({ mti }) => (mti === '0200' ? { kind: 'answer' } : { kind: 'answer', edit });
    await world.clock.drive(terminal.perform({ ...correction, amountMinor: 1000 }));
    expect(world.needs.store.owedCount()).toBe(1);
  });

  test('can be followed by another one, and by the void of what is left', async () => {
    const world = worldOf();
    const terminal = terminalIn(world, configuration);
    await pay(world, terminal);
    for (const amountMinor of [1000, 400]) await world.clock.drive(terminal.perform({ ...correction, amountMinor }));
    const undone = await world.clock.drive(terminal.perform({ ...correction, kind: 'void', amountMinor: 400 }));
    expect(undone).toMatchObject({ outcome: 'approved', reason: 'voided' });
    expect(receivedTypes(world)).toEqual(['0200', '0420', '0420', '0400']);
    expect(elementsOf(world, 95)[3]).toBeUndefined();
    expect(terminal.book()).toMatchObject([{ amountMinor: 400, state: 'reversed' }]);
  });
});
