import type { Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { attendantsApproval } from './attendant.ts';
import { messagesFromHost } from './trace.ts';

/**
 * A terminal that decided alone writes Y1 or Z1 as authorisation response code (8A); what the host answered it hands on as
 * it came.
 */
export const check: Check = {
  name: 'response-code-fits-the-decision',
  clause: 'EMV 4.4 Book 4, 6.3.6 and A6',
  proves: ['EMV-B4-6.3.6-1'],
  needs: ['kernel', 'reported', 'slot'],
  judge: (events) =>
    events.flatMap((event) => {
      if (event.kind !== 'kernel') return [];
      if (event.step === 'ended-offline') return aloneFinding(event, events);
      return event.step === 'completed' && event.facts['8A'] !== undefined ? answeredFinding(event, events) : [];
    }),
};

type KernelStep = Extract<Recorded, { readonly kind: 'kernel' }>;

function aloneFinding(step: KernelStep, events: readonly Recorded[]): readonly CheckFinding[] {
  // What the card approved and the terminal may not sell alone was approved by the card all the same.
  const isApproval = events.some(
    (event) =>
      event.kind === 'kernel' &&
      event.step === 'cryptogram' &&
      event.index < step.index &&
      (Number.parseInt(event.facts['9F27'] ?? '', 16) & 0xc0) === 0x40,
  );
  const expected = isApproval ? 'Y1' : 'Z1';
  const observed = Buffer.from(step.facts['8A'] ?? '', 'hex').toString('latin1');
  return [
    {
      holds: expected === observed,
      text: 'a decision without the host bears the terminal’s own response code',
      expected,
      observed,
      eventIndex: step.index,
    },
  ];
}

function answeredFinding(step: KernelStep, events: readonly Recorded[]): readonly CheckFinding[] {
  const end = events.find((event) => event.kind === 'reported' && event.index > step.index);
  if (end?.kind !== 'reported') return [];
  const { stan, responseCode } = end.report;
  // A sale that the attendant answers for has a trace number of its own.
  const isAttendants = attendantsApproval(events, end) !== undefined;
  const answer = messagesFromHost(events).findLast(
    ({ mti, fields, index }) => /^0[12]10$/u.test(mti) && (isAttendants || fields['11'] === stan) && index < step.index,
  );
  const observed = Buffer.from(step.facts['8A'] ?? '', 'hex').toString('latin1');
  // Without an answer that it took the terminal decides alone again: unable to go online.
  const expected = responseCode === undefined || answer === undefined ? ['Y3', 'Z3'] : [answer.fields['39'] ?? ''];
  return [
    {
      holds: expected.includes(observed),
      text: 'the response code that the card gets is the host’s',
      expected: expected.join(' or '),
      observed,
      eventIndex: step.index,
    },
  ];
}
