import assert from 'node:assert/strict';
import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

export const scenario = defineScenario(
  'takes an online PIN after the tap when the card decides for one',
  { proves: ['EMV-C8-3.8-1'], needs: ['contactless', 'pin', 'online', 'virtual-time'] },
  async (rig) => {
    assert(rig.cardholder !== undefined, 'a bench with a PIN pad has somebody to type');
    rig.cardholder.knows({ pin: '4711' });
    const purchase = await payByTap(rig, { request: purchaseOf(6000), card: 'channel-online-pin' });
    const { events } = rig.journal;
    const request = events.find((event) => event.kind === 'host-message' && event.mti === '0200');
    const fields = request?.kind === 'host-message' ? request.fields : {};
    expectEqual(rig, {
      text: 'the cardholder is asked for a PIN, which goes to the host, and the host approves',
      expected: {
        outcome: 'approved',
        verification: 'online-pin',
        asked: ['online PIN'],
        hasBlock: true,
        isNoted: true,
      },
      observed: {
        outcome: purchase.outcome,
        verification: purchase.cardholderVerification,
        asked: events.flatMap((event) => (event.kind === 'cardholder' ? [event.asked] : [])),
        hasBlock: fields['52'] !== undefined,
        isNoted: (fields['55'] ?? '').includes('9F3403020000'),
      },
      proves: ['EMV-C8-3.8-1'],
    });
  },
);
