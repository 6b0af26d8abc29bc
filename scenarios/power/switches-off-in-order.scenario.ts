import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { dock } from './cradle.ts';

const proves = ['PERF-BAT-01', 'PERF-BAT-02'] as const;
const minuteMs = 60_000;

/** The profile's terminal switches itself off below 4 percent; below 3 its cell would let it down. */
export const scenario = defineScenario(
  'finishes its sale on the last of its charge and switches itself off, with nothing left to undo',
  {
    proves,
    needs: ['contactless', 'online', 'battery', 'charging', 'virtual-time'],
    profile: 'switches-itself-off',
  },
  async (rig) => {
    await rig.battery?.setChargePercent(6);
    const drain = rig.journal.onAppend((event) => {
      if (event.kind === 'host-message' && event.mti === '0200') void rig.battery?.setChargePercent(3.5);
    });
    const last = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    drain[Symbol.dispose]();
    const shown = rig.journal.events.flatMap((event) => (event.kind === 'display' ? [event.text] : []));
    const dead = await rig.terminal.perform(purchaseOf(300));
    await dock(rig, true);
    await rig.clock.sleep(10 * minuteMs);
    await rig.terminal.restart();
    const next = await payByTap(rig, { request: purchaseOf(480), card: 'standard' });
    expectEqual(rig, {
      text: 'the sale under way is approved, and then the terminal says that it goes',
      expected: ['approved', 'APPROVED', 'SWITCHING OFF'],
      observed: [last.outcome, ...shown.slice(-2)],
      proves,
    });
    expectEqual(rig, {
      text: 'nobody answers then; charged and switched on again it sells, and nothing was undone',
      expected: ['no-answer', 'approved', 'captured', 'captured'],
      observed: [dead.outcome, next.outcome, ...rig.host.books().map(({ state }) => state)],
      proves,
    });
  },
);
