/**
 * Which of a device's derived keys were used. Outlives a power cut, so that no key is used twice.
 *
 * @clause ANSI X9.24-1:2009, A.1; ANSI X9.24-3:2017, 6: a transaction counter never goes back
 */
export interface KeyLedger {
  /**
   * The serial number that was given out last with an initial key.
   *
   * @param first  names the initial key: its serial number with a counter of zero. Returned itself when none was given out.
   */
  lastKeySerialNumber(first: Uint8Array): Uint8Array;
  /**
   * Gives out the serial number that `next` makes of the last one, never to be given out again: it is written down before
   * this returns.
   *
   * @param next  undefined when the last one was the last one of all; nothing is written then
   */
  takeKeySerialNumber(first: Uint8Array, next: (last: Uint8Array) => Uint8Array | undefined): Uint8Array | undefined;
}
