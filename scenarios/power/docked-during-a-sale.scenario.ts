import { expectEqual } from '../expectation.ts';
import { purchaseOf, whenAsked } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { idealTap } from '../taps.ts';
import { dock } from './cradle.ts';

const proves = ['PERF-BAT-01'] as const;

export const scenario = defineScenario(
  'finishes a sale during which it is put into the cradle and taken out again',
  { proves, needs: ['contactless', 'online', 'battery', 'charging'] },
  async (rig) => {
    await rig.battery?.setChargePercent(6);
    rig.host.behave({ kind: 'delay', delayMs: 300 });
    const report = rig.terminal.perform(purchaseOf(1250));
    await whenAsked(rig);
    await dock(rig, true);
    const atHost = rig.journal.seen((event) => event.kind === 'host-message' && event.mti === '0200', {
      what: 'the request',
      timeoutMs: 15_000,
      fromIndex: rig.journal.events.length,
    });
    await rig.cards.present(['standard'], idealTap);
    await atHost;
    await dock(rig, false);
    const sale = await report;
    await rig.cards.withdraw();
    expectEqual(rig, { text: 'the sale is approved', expected: 'approved', observed: sale.outcome, proves });
    expectEqual(rig, {
      text: 'the acquirer has it once',
      expected: ['captured'],
      observed: rig.host.books().map(({ state }) => state),
      proves,
    });
  },
);
