import type { HostDirection } from '#drivers/ports/evidence.ts';
import { connectionReset } from '#rigs/faults/connection-reset.ts';
import { orderlyClose } from '#rigs/faults/orderly-close.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['PERF-NET-01'] as const;
const ends = [orderlyClose, connectionReset] as const;
/** Bytes from one place to the next. */
const strides = { 'to-host': 29, 'from-host': 9 } as const;
/** Before every message of the usual wire. */
const lengthBytes = 2;

/** What became of one sale whose connection ended at a byte. */
interface Cut {
  readonly atByte: number;
  readonly outcome: string;
  readonly owed: number;
}

export const scenario = defineScenario(
  'loses and doubles no money wherever in a message the connection ends, by close or by reset',
  { proves, needs: ['contactless', 'online', 'virtual-time'] },
  async (rig) => {
    const untouched = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    const cuts: Cut[] = [];
    for (const direction of ['to-host', 'from-host'] as const) {
      const lastByte = lengthOf(rig, direction) + lengthBytes;
      const places = Array.from(
        { length: Math.ceil(lastByte / strides[direction]) },
        (_, n) => 1 + n * strides[direction],
      );
      // Before the first byte, in between, and before the last one.
      for (const atByte of [...places, lastByte])
        cuts.push(await sellWithEnd(rig, { direction, atByte, count: cuts.length }));
    }
    const last = await payByTap(rig, { request: purchaseOf(490), card: 'standard' });
    expectEqual(rig, {
      text: 'of more than twenty sales none is anything but declined with nothing owed for it afterwards',
      expected: { isMany: true, odd: [] },
      observed: {
        isMany: cuts.length > 20,
        odd: cuts.filter(({ outcome, owed }) => outcome !== 'declined' || owed > 0),
      },
      proves,
    });
    expectEqual(rig, {
      text: 'the sales before and afterwards are approved, and the acquirer has collected them alone',
      expected: ['approved', 'approved', 480, 490],
      observed: [
        untouched.outcome,
        last.outcome,
        ...rig.host.books().flatMap(({ state, amountMinor }) => (state === 'captured' ? [amountMinor] : [])),
      ],
      proves,
    });
  },
);

/** Bytes of the first message that went this way. */
function lengthOf(rig: Rig, direction: HostDirection): number {
  const first = rig.journal.events.find((event) => event.kind === 'host-message' && event.direction === direction);
  return first?.kind === 'host-message' ? first.length : 0;
}

async function sellWithEnd(
  rig: Rig,
  at: { readonly direction: HostDirection; readonly atByte: number; readonly count: number },
): Promise<Cut> {
  const { direction, atByte, count } = at;
  const end = ends[count % ends.length] ?? orderlyClose;
  await using _end = await rig.inject(end({ direction, starts: { atByte }, lasts: { forMessages: 1 } }));
  const { outcome } = await payByTap(rig, { request: purchaseOf(1000 + count), card: 'standard' });
  return { atByte, outcome, owed: await rig.terminal.settle({ timeoutMs: 12_000 }) };
}
