/** What another kernel 8 made of one of our cards. */
export interface ForeignResult {
  readonly card: string;
  readonly amountMinor: number;
  readonly ending: 'online-request' | 'declined' | 'end-application';
  /** Tags 95 and 9F34 as it left them; absent where it ended before the verification. */
  readonly resultsHex?: string;
  readonly verificationHex?: string;
  /** Byte 2 of its error indication (9F8204). */
  readonly errorHex: string;
}

/**
 * Outcomes of TerminalKernel8 of github.com/Digrol/Denom (at 384f547, MIT No Attribution), run under OpenJDK 17 on 2026-11-27
 * against our cards through `card serve --stdio --contactless`, configured like the benches' terminal: failed authentication told in the
 * results, floor limit 0, verification above 50.00, action codes 0440000000 and 8410848000, reserved mask 84000080CF.
 */
export const foreignResults: readonly ForeignResult[] = [
  online('channel-no-cvm', 1250, '0000008081', '1F0002'),
  online('channel-signature', 6000, '0000008081', '1E0000'),
  online('channel-online-pin', 6000, '0000048081', '020000'),
  online('channel-device', 6000, '0000008081', '010002'),
  online('channel-particular', 1250, '0000808081', '3F0001'),
  online('channel-offline', 1250, '0000008081', '1F0002'),
  online('channel-relay-resistance', 1250, '0000008082', '1F0002'),
  online('channel-own-offset', 1250, '0000008081', '1F0002'),
  online('channel-without-authentication', 1250, '8000008081', '1F0002'),
  online('channel-verification-not-offered', 6000, '0000808081', '3F0001'),
  declined('channel-expired', '0040008081'),
  declined('channel-other-blinding-factor', '0400008081'),
  declined('channel-card-hash', '0400008081'),
  declined('channel-issuer-signature', '0400008081'),
  ended('channel-wrong-enhanced-mac', 1250, '13'),
  ended('channel-other-issuer-data-mac', 1250, '13'),
  ended('channel-altered-cryptogram', 1250, '13'),
  ended('channel-altered-decision', 6000, '13'),
  ended('channel-one-plain-record', 1250, '06'),
  ended('channel-no-key', 1250, '01'),
];

/**
 * Where it went another way than ours does, on purpose: it takes records in the clear (and goes online with
 * results 0000008081), which ours does only where it is configured to.
 */
export const foreignDifference = online('channel-plain-records', 1250, '0000008081', '1F0002');

function online(card: string, amountMinor: number, resultsHex: string, verificationHex: string): ForeignResult {
  return { card, amountMinor, ending: 'online-request', resultsHex, verificationHex, errorHex: '00' };
}

function declined(card: string, resultsHex: string): ForeignResult {
  return { card, amountMinor: 1250, ending: 'declined', resultsHex, verificationHex: '1F0002', errorHex: '00' };
}

function ended(card: string, amountMinor: number, errorHex: string): ForeignResult {
  return { card, amountMinor, ending: 'end-application', errorHex };
}
