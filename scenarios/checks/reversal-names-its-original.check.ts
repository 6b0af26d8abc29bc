import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { messagesToHost } from './trace.ts';

/** A reversal carries what the host needs to find the original: DE90, DE37, and DE38 only if one was received. */
export const check: Check = {
  name: 'reversal-names-its-original',
  clause: 'ISO 8583:1987 DE37, DE90',
  proves: ['ISO8583-DE90-1', 'ISO8583-DE37-1'],
  needs: ['host-message'],
  judge: (events) => {
    const sent = messagesToHost(events);
    return sent
      .filter(({ mti }) => mti === '0420' || mti === '0421')
      .flatMap((reversal) => judgeReversal(reversal, sent));
  },
};

/** Types of messages that a reversal may undo. */
const undoable: ReadonlySet<string> = new Set(['0100', '0200', '0220']);

function judgeReversal(
  reversal: HostMessage & Recorded,
  sent: readonly (HostMessage & Recorded)[],
): readonly CheckFinding[] {
  const originals = sent.filter(
    ({ mti, fields, index }) => undoable.has(mti) && index < reversal.index && fields['37'] === reversal.fields['37'],
  );
  // A completion has the reference of its pre-authorization: the one that is meant is the one that is named.
  const original = originals.find((each) => reversal.fields['90'] === originalDataElements(each)) ?? originals[0];
  const expected = original === undefined ? 'the elements of a request that was sent' : originalDataElements(original);
  return [
    {
      holds: original !== undefined && reversal.fields['90'] === expected,
      text: 'DE90 of a reversal repeats MTI, STAN, transmission time and acquirer of its original',
      expected,
      observed: reversal.fields['90'] ?? 'no DE90',
      eventIndex: reversal.index,
      requirementIds: ['ISO8583-DE90-1'],
    },
    {
      holds: original !== undefined && reversal.fields['37']?.length === 12,
      text: 'DE37 of a reversal is that of its original, 12 characters',
      expected: original?.fields['37'] ?? 'the reference of a request that was sent',
      observed: reversal.fields['37'] ?? 'no DE37',
      eventIndex: reversal.index,
      requirementIds: ['ISO8583-DE37-1'],
    },
  ];
}

function originalDataElements(original: HostMessage): string {
  const acquirer = (original.fields['32'] ?? '').padStart(11, '0');
  return `${original.mti}${original.fields['11'] ?? ''}${original.fields['7'] ?? ''}${acquirer}${'0'.repeat(11)}`;
}
