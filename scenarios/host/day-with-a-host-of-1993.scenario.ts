import { expectEqual } from '../expectation.ts';
import { payByTap, purchaseOf, refundOf, sentToHost } from '../payment.ts';
import { defineScenario } from '../scenario.ts';

const proves = ['ISO8583-MTI-1', 'ISO8583-RECON-1', 'ISO8583-DE39-1'] as const;

export const scenario = defineScenario(
  'sells, undoes, refunds, completes less than was set aside and closes the batch with a host of 1993',
  { proves, profile: 'iso-1993', needs: ['contactless', 'online', 'void', 'pre-authorization', 'reconciliation'] },
  async (rig) => {
    const sold = await payByTap(rig, { request: purchaseOf(1250), card: 'standard' });
    const undone = await rig.terminal.perform({
      ...purchaseOf(1250),
      kind: 'void',
      ...(sold.stan === undefined ? {} : { originalStan: sold.stan }),
    });
    const refunded = await payByTap(rig, { request: refundOf(301), card: 'second' });
    const aside = { ...purchaseOf(2000), kind: 'pre-authorization' } as const;
    const held = await payByTap(rig, { request: aside, card: 'standard' });
    const completed = await rig.terminal.perform({
      ...purchaseOf(1900),
      kind: 'completion',
      ...(held.stan === undefined ? {} : { originalStan: held.stan }),
    });
    rig.host.behave({ kind: 'decline', responseCode: '51' });
    const refused = await payByTap(rig, { request: purchaseOf(480), card: 'second' });
    const closed = await rig.terminal.reconcile?.();
    expectEqual(rig, {
      text: 'everything is approved but what the issuer declines',
      expected: ['approved-online', 'voided', 'approved-online', 'approved-online', 'completed', 'declined-by-issuer'],
      observed: [sold, undone, refunded, held, completed, refused].map(({ reason }) => reason),
      proves,
    });
    expectEqual(rig, {
      text: 'the messages are of the edition of 1993',
      expected: ['1200', '1420', '1200', '1100', '1220', '1200', '1520'],
      observed: sentToHost(rig),
      proves,
    });
    expectEqual(rig, {
      text: 'an action code of three digits is told as the response code that means the same',
      expected: '51',
      observed: refused.responseCode,
      proves,
    });
    expectEqual(rig, { text: 'the batch balances', expected: 'in-balance', observed: closed?.outcome, proves });
    expectEqual(rig, {
      text: 'the host has every one of them as it ended',
      expected: ['reversed 1250', 'captured -301', 'released 2000', 'captured 1900', 'declined 480'],
      observed: rig.host.books().map(({ state, amountMinor }) => `${state} ${amountMinor}`),
      proves,
    });
  },
);
