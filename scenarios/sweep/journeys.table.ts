import { purchaseOf, refundOf } from '../payment.ts';
import { insert, tap, type Journey } from './journey.ts';

/** What a sweep goes through, by name. */
export const journeys: readonly Journey[] = [
  {
    name: 'purchase',
    title: 'a contactless sale that goes online',
    act: async (rig) => void (await tap(rig, { request: purchaseOf(1250), card: 'standard' })),
  },
  {
    name: 'chip-purchase',
    title: 'a contact sale with PIN, issuer authentication and issuer scripts',
    act: async (rig) => void (await insert(rig, { request: purchaseOf(2375), card: 'contact-issuer-authentication' })),
  },
  {
    name: 'refund',
    title: 'a sale, and the money back for another one',
    act: async (rig) => {
      await tap(rig, { request: purchaseOf(1999), card: 'standard' });
      await tap(rig, { request: refundOf(701), card: 'standard' });
    },
  },
];
