import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { isStillOwed, reversalsOf } from './doubt.ts';
import { messagesFromHost, messagesToHost } from './trace.ts';

/** What became of a request, as far as the terminal could know. */
type Standing = 'approved' | 'declined' | 'in-doubt' | 'answered';

/** A purchase that was answered in time is not reversed; one that was not is reversed exactly once. */
export const check: Check = {
  name: 'reversal-only-when-in-doubt',
  clause: 'ISO 8583:1987 0400/0420 trigger',
  proves: ['ISO8583-04xx-1', 'ISO8583-04xx-2'],
  needs: ['host-message', 'reported'],
  judge: (events) =>
    messagesToHost(events)
      .filter(({ mti }) => mti === '0200')
      .flatMap((request) => judgeRequest(request, events)),
};

/** Repeats bear the trace number of what they repeat: so many numbers, so many reversals. A reversal in part (DE 95) is none. */
function judgeRequest(request: HostMessage & Recorded, events: readonly Recorded[]): readonly CheckFinding[] {
  const standing = standingOf(request, events);
  const whole = reversalsOf(events, request).filter(({ fields }) => fields['95'] === undefined);
  const count = new Set(whole.map(({ fields }) => fields['11'])).size;
  if (standing === 'in-doubt' && count === 0 && isStillOwed(events, request.fields['11'])) return [];
  const rule = rules[standing];
  return [
    {
      holds: rule.counts.includes(count),
      text: rule.text,
      expected: `${rule.counts.join(' or ')} reversals`,
      observed: `${count} reversals`,
      eventIndex: request.index,
      requirementIds: [rule.requirementId],
    },
  ];
}

interface Rule {
  /** How many reversals are lawful. */
  readonly counts: readonly number[];
  readonly text: string;
  readonly requirementId: string;
}

const rules: Readonly<Record<Standing, Rule>> = {
  approved: { counts: [0], text: 'an approved sale is not reversed', requirementId: 'ISO8583-04xx-2' },
  declined: { counts: [0], text: 'a sale that the issuer declined is not reversed', requirementId: 'ISO8583-04xx-2' },
  'in-doubt': {
    counts: [1],
    text: 'a request whose end is not known is reversed exactly once',
    requirementId: 'ISO8583-04xx-1',
  },
  // Late, or before a power cut: the record alone can't tell whether the terminal could still use the answer.
  answered: {
    counts: [0, 1],
    text: 'a request with a late answer is reversed at most once',
    requirementId: 'ISO8583-04xx-1',
  },
};

/**
 * A duplicate transmission (94) says nothing of the first copy; the others approve on a condition or in part, so that
 * money stands for what the terminal declined.
 *
 * @clause ISO 8583:1987, response codes 08, 10, 11, 16 and 94
 */
const leavesDoubt: ReadonlySet<string> = new Set(['08', '10', '11', '16', '94']);

function standingOf(request: HostMessage & Recorded, events: readonly Recorded[]): Standing {
  const stan = request.fields['11'];
  const reported = events.find(
    (event) => event.kind === 'reported' && event.index > request.index && event.report.stan === stan,
  );
  if (reported?.kind === 'reported') {
    const { outcome, responseCode } = reported.report;
    if (outcome === 'approved') return 'approved';
    if (outcome === 'declined' && leavesDoubt.has(responseCode ?? '')) return 'in-doubt';
    if (outcome === 'declined' && responseCode !== undefined && responseCode !== '00') return 'declined';
  }
  const answers = messagesFromHost(events).filter(({ mti, fields }) => mti === '0210' && fields['11'] === stan);
  return answers.length === 0 ? 'in-doubt' : 'answered';
}
