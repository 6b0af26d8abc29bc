import type { TransactionReport } from '#drivers/ports/terminal.ts';
import type { Rig } from '#rigs/rig.ts';
import { purchaseOf, refundOf } from '../payment.ts';
import { insert, key, reconcile, tap, type Journey } from './journey.ts';

/** Above what may be approved without the host. */
const onlineMinor = 7250;
/** Below it. */
const offlineMinor = 1250;

/** What a sweep goes through, by name. */
export const journeys: readonly Journey[] = [
  {
    name: 'purchase',
    title: 'a contactless sale that goes online',
    act: async (rig) => void (await tap(rig, { request: purchaseOf(onlineMinor), card: 'standard' })),
  },
  {
    name: 'chip-purchase',
    title: 'a contact sale with PIN, issuer authentication and issuer scripts',
    act: async (rig) => void (await insert(rig, { request: purchaseOf(8375), card: 'contact-pin-and-scripts' })),
  },
  {
    name: 'derived-keys',
    title: 'two contact sales with a PIN for the host, PINs and messages under keys that are derived for each',
    profile: 'codes-derived-aes',
    act: async (rig) => {
      const order = { card: 'contact-online-pin', person: { pin: '4711' } };
      await insert(rig, { request: purchaseOf(8611), ...order });
      await insert(rig, { request: purchaseOf(8612), ...order });
    },
  },
  {
    name: 'changing-keys',
    title:
      'sign-on and new keys at every switch-on and after every sale, PINs and codes under them, and a sale afterwards',
    profile: 'changes-keys-always',
    act: async (rig) => {
      const order = { card: 'contact-online-pin', person: { pin: '4711' } };
      await insert(rig, { request: purchaseOf(8711), ...order });
      await insert(rig, { request: purchaseOf(8712), ...order });
    },
    afterwards: (rig) =>
      insert(rig, { request: purchaseOf(8713), card: 'contact-online-pin', person: { pin: '4711' } }),
  },
  {
    name: 'iso-1993',
    title: 'a sale that is undone, a refund, money set aside and less collected, the batch closed, with a host of 1993',
    profile: 'iso-1993',
    act: async (rig) => {
      await undo(rig, await tap(rig, { request: purchaseOf(6701), card: 'standard' }), 6701);
      await tap(rig, { request: refundOf(705), card: 'standard' });
      const request = { ...purchaseOf(6703), kind: 'pre-authorization' } as const;
      const { outcome, stan } = await tap(rig, { request, card: 'standard' });
      if (outcome === 'approved' && stan !== undefined) {
        await key(rig, { ...purchaseOf(6602), kind: 'completion', originalStan: stan });
      }
      await reconcile(rig);
    },
  },
  {
    name: 'gateway',
    title: 'a sale and a void by a gateway that speaks JSON, under idempotency keys',
    profile: 'by-gateway',
    act: async (rig) => {
      await undo(rig, await tap(rig, { request: purchaseOf(6610), card: 'standard' }), 6610);
      await tap(rig, { request: purchaseOf(6611), card: 'standard' });
    },
  },
  {
    name: 'two-hosts',
    title: 'two sales with a second host that is called when the first fails, over connections that are kept',
    profile: 'two-hosts',
    act: async (rig) => {
      await tap(rig, { request: purchaseOf(7301), card: 'standard' });
      await tap(rig, { request: purchaseOf(7302), card: 'standard' });
    },
  },
  {
    name: 'two-hosts-called-anew',
    title: 'a sale that is undone and a refund, with two hosts and a connection for every request',
    profile: 'two-hosts-called-anew',
    act: async (rig) => {
      await undo(rig, await tap(rig, { request: purchaseOf(7303), card: 'standard' }), 7303);
      await tap(rig, { request: refundOf(704), card: 'standard' });
    },
  },
  {
    name: 'refund',
    title: 'a sale, and the money back for another one',
    act: async (rig) => {
      await tap(rig, { request: purchaseOf(7999), card: 'standard' });
      await tap(rig, { request: refundOf(701), card: 'standard' });
    },
  },
  {
    name: 'void',
    title: 'a sale that is undone, and one that is not',
    act: async (rig) => {
      await undo(rig, await tap(rig, { request: purchaseOf(6450), card: 'standard' }), 6450);
      await tap(rig, { request: purchaseOf(6451), card: 'standard' });
    },
  },
  {
    name: 'offline',
    title: 'sales that card and terminal approve alone, uploaded later, and one that goes online',
    act: async (rig) => {
      await insert(rig, { request: purchaseOf(offlineMinor), card: 'contact-cda' });
      await insert(rig, { request: purchaseOf(offlineMinor + 1), card: 'blue-offline-limits' });
      await tap(rig, { request: purchaseOf(onlineMinor), card: 'standard' });
    },
  },
  {
    name: 'pre-authorization',
    title: 'money that is set aside, and a completion of less',
    act: async (rig) => {
      const request = { ...purchaseOf(9000), kind: 'pre-authorization' } as const;
      const { outcome, stan } = await tap(rig, { request, card: 'standard' });
      if (outcome !== 'approved' || stan === undefined) return;
      await key(rig, { ...purchaseOf(8123), kind: 'completion', originalStan: stan });
    },
  },
  {
    name: 'partial',
    title: 'a part that is taken, one that the cashier refuses, goods that come back, and the batch is closed',
    profile: 'accepts-partial-approvals',
    act: async (rig) => {
      rig.host.behave({ kind: 'partial-approval', amountMinor: 4000 }, { count: 2 });
      const taken = await tap(rig, { request: purchaseOf(7301), card: 'standard' });
      rig.cardholder?.knows({ takesPart: false });
      await insert(rig, { request: purchaseOf(7402), card: 'contact-cda' });
      await leave(rig, await tap(rig, { request: purchaseOf(7503), card: 'standard' }), 6100);
      await leave(rig, taken, 3100);
      await reconcile(rig);
    },
  },
  {
    name: 'rest-reversed',
    title:
      'money that is set aside, what is not needed of it given back, and the rest collected; of that, too, a part; a correction that is undone',
    profile: 'accepts-partial-approvals',
    act: async (rig) => {
      const request = { ...purchaseOf(9100), kind: 'pre-authorization' } as const;
      const { outcome, stan } = await tap(rig, { request, card: 'standard' });
      if (outcome === 'approved' && stan !== undefined) {
        const collected = await key(rig, { ...purchaseOf(8123), kind: 'completion', originalStan: stan });
        await leave(rig, collected, 8020);
      }
      const sold = await tap(rig, { request: purchaseOf(7604), card: 'standard' });
      const left = await leave(rig, sold, 7004);
      await undo(rig, sold, left?.outcome === 'approved' ? 7004 : 7604);
    },
  },
  {
    name: 'partial-by-gateway',
    title: 'a part that is taken and goods that come back, by a gateway',
    profile: 'accepts-partial-approvals-by-gateway',
    act: async (rig) => {
      rig.host.behave({ kind: 'partial-approval', amountMinor: 4000 });
      await leave(rig, await tap(rig, { request: purchaseOf(7305), card: 'standard' }), 3300);
      await leave(rig, await tap(rig, { request: purchaseOf(7506), card: 'standard' }), 6200);
    },
  },
  {
    name: 'day',
    title: 'a sale, a refund, a void, and the batch is closed',
    act: async (rig) => {
      await tap(rig, { request: purchaseOf(5101), card: 'standard' });
      await undo(rig, await tap(rig, { request: purchaseOf(5202), card: 'standard' }), 5202);
      await tap(rig, { request: refundOf(303), card: 'standard' });
      await reconcile(rig);
      await tap(rig, { request: purchaseOf(5404), card: 'standard' });
    },
  },
];

/** Goods come back: so much is left of a sale. */
async function leave(
  rig: Rig,
  { outcome, stan }: TransactionReport,
  amountMinor: number,
): Promise<TransactionReport | undefined> {
  if (outcome !== 'approved' || stan === undefined) return undefined;
  return key(rig, { ...purchaseOf(amountMinor), kind: 'partial-reversal', originalStan: stan });
}

/** What nobody was told of can't be undone: the cashier has no slip. */
async function undo(rig: Rig, { outcome, stan }: TransactionReport, amountMinor: number): Promise<void> {
  if (outcome !== 'approved' || stan === undefined) return;
  await key(rig, { ...purchaseOf(amountMinor), kind: 'void', originalStan: stan });
}
