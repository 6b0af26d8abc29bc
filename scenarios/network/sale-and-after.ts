import type { TransactionReport } from '#drivers/ports/terminal.ts';
import type { Fault } from '#rigs/faults/fault.ts';
import type { Rig } from '#rigs/rig.ts';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario, type Scenario } from '../scenario.ts';

const proves = ['PERF-NET-01'] as const;

/** What must come of a sale on a bad link, and of all that follows from it. */
interface Course {
  /** Faults on the link, armed before the sale. */
  readonly faults: (rig: Rig) => readonly Fault[];
  /** A sale on a good link comes first, so that a connection is open already. */
  readonly isConnectedBefore?: true;
  /** Outcome and reason of the sale, in one line. */
  readonly ends: string;
  /** Kept to the simulated bench: on wires a sale takes seconds, and other faults of this kind are tried there. */
  readonly isSimulatedOnly?: true;
  /** States in the acquirer's book at the end, oldest first; of a sale on the bad link alone unless `isConnectedBefore`. */
  readonly books: readonly string[];
  readonly profile?: string;
}

/**
 * A sale with faults on the link; then the link is good, the terminal delivers what it owes, and one more sale goes
 * through. The money oracle compares the books.
 */
export function saleOnBadLink(title: string, course: Course): Scenario {
  const { profile } = course;
  const needs = ['contactless', 'online', ...(course.isSimulatedOnly ? (['virtual-time'] as const) : [])] as const;
  return defineScenario(title, { proves, needs, ...(profile === undefined ? {} : { profile }) }, async (rig) => {
    const before = course.isConnectedBefore ? await sell(rig, 700) : undefined;
    const handles = new AsyncDisposableStack();
    for (const fault of course.faults(rig)) handles.use(await rig.inject(fault));
    const sale = await sell(rig, 1250);
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    await handles.disposeAsync();
    const next = await sell(rig, 480);
    expectEqual(rig, {
      text: 'the sales before, on and after the bad link end as they must',
      expected: [
        ...(before === undefined ? [] : ['approved approved-online']),
        course.ends,
        'approved approved-online',
      ],
      observed: [...(before === undefined ? [] : [inWords(before)]), inWords(sale), inWords(next)],
      proves,
    });
    expectEqual(rig, { text: 'nothing is owed to the host in the end', expected: 0, observed: owed, proves });
    expectEqual(rig, {
      text: 'the acquirer has booked what was told',
      expected: [...(before === undefined ? [] : ['captured']), ...course.books, 'captured'],
      observed: rig.host.books().map(({ state }) => state),
      proves,
    });
  });
}

function sell(rig: Rig, amountMinor: number): Promise<TransactionReport> {
  return payByTap(rig, { request: purchaseOf(amountMinor), card: 'standard' });
}

function inWords({ outcome, reason }: TransactionReport): string {
  return `${outcome} ${reason}`;
}
