import { toHex } from './bytes.ts';
import type { DataObjects } from './data-objects.ts';

/**
 * Whether a card's track 2 (tag 57) names another account than tag 5A: then one account would be checked and the other one
 * charged. False when one of the two is missing.
 *
 * @clause EMV 4.4 Book 3, Annex A (tags 57 and 5A hold the same account)
 * @reads The books do not say that a terminal compares them. Over contactless ours does, and ends. With contacts it
 *   goes on, as other kernels do, and lets the host decide, which sees both accounts; without the host it does not approve.
 */
export function namesTwoAccounts(data: Pick<DataObjects, 'get'>): boolean {
  const track = /^([0-9]{8,19})D/.exec(toHex(data.get('57') ?? new Uint8Array()))?.[1];
  const account = toHex(data.get('5A') ?? new Uint8Array()).replace(/F+$/, '');
  return track !== undefined && account !== '' && track !== account;
}
