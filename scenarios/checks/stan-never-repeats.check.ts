import { isDeepStrictEqual } from 'node:util';
import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { messagesToHost } from './trace.ts';

type Sent = HostMessage & Recorded;

/** Each new message has a STAN of its own, six digits; a repeat is what it repeats, but for its message type. */
export const check: Check = {
  name: 'stan-never-repeats',
  clause: 'ISO 8583:1987 DE11, message type position 4',
  proves: ['ISO8583-DE11-1', 'ISO8583-DE11-2', 'ISO8583-MTI-1'],
  needs: ['host-message'],
  judge: (events) => {
    const sent = messagesToHost(events).filter(({ mti }) => mti !== '');
    return sent.flatMap((message, place) => {
      const before = sent.slice(0, place);
      const original = repeatedBy(message, before);
      return original === undefined ? [judgeNew(message, before)] : judgeRepeat(message, original);
    });
  },
};

/**
 * The message that a repeat repeats: the last one of its kind for the same transaction. There may be none: a terminal
 * that lost its power between counting an attempt and sending it must say "repeat" the first time.
 */
function repeatedBy(message: Sent, before: readonly Sent[]): Sent | undefined {
  if (!message.mti.endsWith('1')) return undefined;
  return before.findLast(
    ({ mti, fields }) => mti.slice(0, 3) === message.mti.slice(0, 3) && fields['37'] === message.fields['37'],
  );
}

function judgeNew(message: Sent, before: readonly Sent[]): CheckFinding {
  const stan = message.fields['11'] ?? '';
  const isNew = before.every(({ fields }) => fields['11'] !== stan);
  return {
    holds: isNew && /^\d{6}$/u.test(stan),
    text: 'a new message has a STAN of its own',
    expected: 'six digits, not used before',
    observed: stan === '' ? 'no DE11' : `${stan}${isNew ? '' : ', used before'}`,
    eventIndex: message.index,
    requirementIds: ['ISO8583-DE11-1'],
  };
}

function judgeRepeat(message: Sent, original: Sent): readonly CheckFinding[] {
  const [now, before] = [contentOf(message), contentOf(original)];
  const elements = Object.keys({ ...before, ...now });
  const differing = elements.filter((element) => before[element] !== now[element]);
  return [
    {
      holds: message.fields['11'] === original.fields['11'],
      text: 'a repeat keeps the STAN of what it repeats',
      expected: original.fields['11'] ?? 'no DE11',
      observed: message.fields['11'] ?? 'no DE11',
      eventIndex: message.index,
      requirementIds: ['ISO8583-DE11-2'],
    },
    {
      holds: isDeepStrictEqual(now, before),
      text: 'a repeat differs from what it repeats in its message type alone',
      expected: 'the same data elements',
      observed: differing.length === 0 ? 'the same' : `other ${differing.map((element) => `DE${element}`).join(', ')}`,
      eventIndex: message.index,
      requirementIds: ['ISO8583-MTI-1'],
    },
  ];
}

/** What a message says. Its code is over the message type too, and has a key of its own where keys are derived. */
function contentOf({ fields }: Sent): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(fields).filter(([element]) => !['53', '64', '128'].includes(element)));
}
