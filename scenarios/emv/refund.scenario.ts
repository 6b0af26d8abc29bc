import { expectEqual } from '../expectation.ts';
import { payByTap, refundOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'refunds to a card that gives no approval cryptogram',
  { proves: ['L3-REFUND-01', 'L3-DE55-03'], needs: ['contactless', 'online', 'refund'] },
  async (rig) => {
    const refund = await payByTap(rig, { request: refundOf(700), card: 'standard' });
    expectEqual(rig, {
      text: 'the refund is approved',
      expected: 'approved',
      observed: refund.outcome,
      proves: ['L3-REFUND-01'],
    });
    const cryptograms = rig.journal.events.flatMap((event) =>
      event.kind === 'apdu' && event.direction === 'command' && event.hex.startsWith('80AE')
        ? [event.hex.slice(4, 6)]
        : [],
    );
    expectEqual(rig, {
      text: 'the card was asked for an AAC and for nothing stronger',
      expected: ['00'],
      observed: cryptograms,
      proves: ['L3-REFUND-01'],
    });
    expectEqual(rig, {
      text: 'the money went back to the cardholder',
      expected: -700,
      observed: rig.host.books().find((entry) => entry.stan === refund.stan && entry.state === 'captured')?.amountMinor,
      proves: ['L3-REFUND-01'],
    });
  },
);
