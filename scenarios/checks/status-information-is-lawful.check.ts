import type { Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { bitsOf } from './trace.ts';

/** Byte 1 b2 and b1, and all of byte 2. */
const reservedStatus = 0x03ffn;
const riskManagementDone = 0x0800n;
const authenticationDone = 0x8000n;
const authenticationNotPerformed = 0x80_00_00_00_00n;
/** SDA failed, DDA failed, CDA failed: byte 1 b7, b4, b3. */
const authenticationFailed = 0x4c_00_00_00_00n;
/** Floor limit, lower and upper offline limit, random selection: byte 4 b8 to b5. */
const foundByRiskManagement = 0x00_00_00_f0_00n;

/** What the status information (tag 9B) says was done agrees with what the verification results (tag 95) say was found. */
export const check: Check = {
  name: 'status-information-is-lawful',
  clause: 'EMV 4.4 Book 3, 10.3, 10.6 and Annex C6',
  proves: ['EMV-B3-C6-1', 'EMV-B3-10.6-1', 'EMV-B3-10.3-2'],
  needs: ['reported', 'requested'],
  judge: (events) => {
    let isContact = false;
    return events.flatMap((event) => {
      if (event.kind === 'requested') isContact = event.request.entry === 'contact';
      return event.kind === 'reported' && isContact ? judgeReport(event) : [];
    });
  },
};

function judgeReport(event: Extract<Recorded, { readonly kind: 'reported' }>): readonly CheckFinding[] {
  const { terminalVerificationResultsHex: resultsHex, transactionStatusInformationHex: statusHex } = event.report;
  const [results, status] = [bitsOf(resultsHex, 5), bitsOf(statusHex, 2)];
  if (results === undefined || status === undefined) return [];
  const observed = `TVR ${resultsHex}, TSI ${statusHex}`;
  const found = (holds: boolean, text: string, expected: string, id: string): CheckFinding => ({
    holds,
    text,
    expected,
    observed,
    eventIndex: event.index,
    requirementIds: [id],
  });
  const wasAuthenticated = (status & authenticationDone) !== 0n;
  const saysNotPerformed = (results & authenticationNotPerformed) !== 0n;
  return [
    found(
      (status & reservedStatus) === 0n,
      'reserved TSI bits are zero',
      'byte 1 b2-b1 and byte 2 zero',
      'EMV-B3-C6-1',
    ),
    ...((results & foundByRiskManagement) === 0n
      ? []
      : [
          found(
            (status & riskManagementDone) !== 0n,
            'risk management that found something says that it ran',
            'TSI byte 1 b4 set',
            'EMV-B3-10.6-1',
          ),
        ]),
    ...(saysNotPerformed || (results & authenticationFailed) !== 0n
      ? [
          found(
            saysNotPerformed !== wasAuthenticated,
            'offline authentication was either performed or not performed',
            'one of TVR byte 1 b8 and TSI byte 1 b8',
            'EMV-B3-10.3-2',
          ),
        ]
      : []),
  ];
}
