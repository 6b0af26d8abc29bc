import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { generationsUsed } from './sessions.ts';

const proves = ['ISO8583-NMM-1', 'ISO8583-DE128-1'] as const;

export const scenario = defineScenario(
  'signs on and changes keys with a host of the edition of 1993, by function codes, with a code over every message',
  { proves, profile: 'iso-1993-changes-keys' },
  async (rig) => {
    const sold = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    rig.host.behave({ kind: 'silent' });
    const doubted = await payByTap(rig, { request: purchaseOf(975), card: 'second' });
    const owed = await rig.terminal.settle({ timeoutMs: 12_000 });
    expectEqual(rig, {
      text: 'one sale is approved, the one without an answer is not, and nothing is owed',
      expected: ['approved', 'declined', 0],
      observed: [sold.outcome, doubted.outcome, owed],
      proves,
    });
    const talk = rig.journal.events.flatMap((event) =>
      event.kind === 'host-message' && event.direction === 'to-host'
        ? [`${event.mti} ${event.fields['24'] ?? 'no function'}`]
        : [],
    );
    expectEqual(rig, {
      text: 'sign-on, new keys, two sales, one reversal',
      expected: ['1804 801', '1804 811', '1200 200', '1200 200', '1420 400'],
      observed: talk,
      proves,
    });
    expectEqual(rig, {
      text: 'what comes after the key change comes under the new keys',
      expected: ['1', '1', '2', '2', '2'],
      observed: generationsUsed(rig),
      proves,
    });
  },
);
