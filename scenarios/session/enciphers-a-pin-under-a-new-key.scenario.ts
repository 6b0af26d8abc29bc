import { expectEqual } from '../expectation.ts';
import { payByChip, purchaseOf } from '../payment.ts';
import { defineScenario } from '../scenario.ts';
import { generationsUsed } from './sessions.ts';

const proves = ['ISO8583-NMM-1'] as const;

export const scenario = defineScenario(
  'enciphers a PIN under a new key from the sale after its change on',
  { proves, profile: 'changes-aes-keys', needs: ['contact', 'online', 'pin'] },
  async (rig) => {
    const order = { card: 'contact-online-pin', person: { pin: '4711' } };
    const first = await payByChip(rig, { request: purchaseOf(8611), ...order });
    const second = await payByChip(rig, { request: purchaseOf(8612), ...order });
    expectEqual(rig, {
      text: 'the issuer finds the PIN right in both sales',
      expected: ['approved', 'approved'],
      observed: [first.outcome, second.outcome],
      proves,
    });
    expectEqual(rig, {
      text: 'the second sale comes under new keys',
      expected: ['1', '1', '1', '2'],
      observed: generationsUsed(rig),
      proves,
    });
  },
);
