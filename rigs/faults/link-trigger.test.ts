import { describe, expect, test } from 'vitest';
import type { HostDirection } from '#drivers/ports/evidence.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import { TriggerCount, triggerFacts, triggerOf, type Grain, type LinkTrigger } from './link-trigger.ts';

/** One letter a byte, `;` the last one of a message; each part passes 10 ms after the one before. */
function inForce(trigger: LinkTrigger, parts: readonly string[], grain: Grain = 'byte'): string {
  const count = new TriggerCount(trigger, grain, 0);
  let isUnderWay = false;
  return parts
    .map((part, index) => {
      const beginsMessage = !isUnderWay;
      isUnderWay = !part.endsWith(';');
      const range = count.take({ direction: 'to-host', bytes: part, beginsMessage }, index * 10);
      return range === undefined ? '-'.repeat(part.length) : marked(part.length, range.from, range.to);
    })
    .join(' ');
}

function marked(length: number, from: number, to: number): string {
  return '-'.repeat(from) + '#'.repeat(to - from) + '-'.repeat(length - to);
}

const to = { direction: 'to-host' } as const;

describe('a trigger', () => {
  test.each<readonly [string, LinkTrigger, string]>([
    ['at once, until lifted', to, '### # #### ### ##'],
    ['of the other direction', { direction: 'from-host' }, '--- - ---- --- --'],
    ['of both', { direction: 'both' }, '### # #### ### ##'],
    ['from the sixth byte on', { ...to, starts: { atByte: 6 } }, '--- - -### ### ##'],
    ['at the sixth byte, for four', { ...to, starts: { atByte: 6 }, lasts: { forBytes: 4 } }, '--- - -### #-- --'],
    ['from the second message on', { ...to, starts: { atMessage: 2 } }, '--- - #### ### ##'],
    ['for the second message', { ...to, starts: { atMessage: 2 }, lasts: { forMessages: 1 } }, '--- - #### --- --'],
    [
      'at a byte, to the end of its message',
      { ...to, starts: { atByte: 2 }, lasts: { forMessages: 1 } },
      '-## # ---- --- --',
    ],
    ['for two messages', { ...to, lasts: { forMessages: 2 } }, '### # #### --- --'],
    ['after 15 ms', { ...to, starts: { afterMs: 15 } }, '--- - #### ### ##'],
    [
      'after 15 ms, for 10, counted from its begin',
      { ...to, starts: { afterMs: 15 }, lasts: { forMs: 10 } },
      '--- - #### --- --',
    ],
    [
      'for a time in which nothing passes',
      { ...to, starts: { afterMs: 11 }, lasts: { forMs: 5 } },
      '--- - ---- --- --',
    ],
    ['after 10 ms, for 20', { ...to, starts: { afterMs: 10 }, lasts: { forMs: 20 } }, '--- # #### --- --'],
  ])('%s', (_, trigger, expected) => {
    expect(inForce(trigger, ['abc', ';', 'def;', 'gh;', 'i;'])).toBe(expected);
  });

  test.each<readonly [string, LinkTrigger, string]>([
    ['begins with the next message', { ...to, starts: { atByte: 3 }, lasts: { forMessages: 1 } }, '--- - #### --- --'],
    ['holds a message to its end', { ...to, lasts: { forMs: 5 } }, '### # ---- --- --'],
  ])('of a fault for whole messages %s', (_, trigger, expected) => {
    expect(inForce(trigger, ['abc', ';', 'def;', 'gh;', 'i;'], 'message')).toBe(expected);
  });

  test('that strikes once and has struck does not strike again', () => {
    const count = new TriggerCount({ ...to, starts: { afterMs: 5 }, lasts: { forMessages: 1 } }, 'byte', 0);
    count.spend();
    expect(count.take({ direction: 'to-host', bytes: 'a;', beginsMessage: true }, 10)).toBeUndefined();
  });

  test('counts both directions together when it watches both', () => {
    const count = new TriggerCount({ direction: 'both', starts: { atMessage: 2 } }, 'byte', 0);
    const took = (['to-host', 'from-host'] as readonly HostDirection[]).map((direction) =>
      count.take({ direction, bytes: 'a;', beginsMessage: true }, 0),
    );
    expect(took).toEqual([undefined, { from: 0, to: 2 }]);
  });
});

describe('the grammar of triggers', () => {
  const refusal = (options: unknown): string => {
    try {
      triggerOf('latency', options as LinkTrigger);
    } catch (error) {
      if (error instanceof RigFailure) return `${error.code} ${error.message}`;
      throw error;
    }
    return 'accepted';
  };

  test.each<readonly [unknown, string]>([
    [{}, "direction of fault latency must be one of 'to-host', 'from-host', 'both', found nothing"],
    [{ direction: 'up' }, "direction of fault latency must be one of 'to-host', 'from-host', 'both', found \"up\""],
    [
      { ...to, starts: { atMesage: 1 } },
      'starts of fault latency must be { afterMs: n } or { atByte: n } or { atMessage: n }, found {"atMesage":1}',
    ],
    [
      { ...to, starts: { atByte: 1, atMessage: 1 } },
      'starts of fault latency must be { afterMs: n } or { atByte: n } or { atMessage: n }, found {"atByte":1,"atMessage":1}',
    ],
    [
      { ...to, starts: { atByte: 0 } },
      'starts.atByte of fault latency must be a whole number from 1 to 1000000, found 0',
    ],
    [
      { ...to, lasts: 3 },
      'lasts of fault latency must be { forMs: n } or { forBytes: n } or { forMessages: n }, found 3',
    ],
    [
      { ...to, lasts: { forMs: 1.5 } },
      'lasts.forMs of fault latency must be a whole number from 1 to 86400000, found 1.5',
    ],
  ])('refuses %j and says what it expected', (options, message) => {
    expect(refusal(options)).toBe(`FAULT_OPTION ${message}; mend the scenario`);
  });

  test('puts a trigger into words for the record', () => {
    const trigger = triggerOf('x', { direction: 'both', starts: { atByte: 7 } }, { forMessages: 1 });
    expect(triggerFacts(trigger)).toEqual({ direction: 'both', starts: 'atByte 7', lasts: 'forMessages 1' });
    expect(triggerFacts(triggerOf('x', to))).toEqual({ direction: 'to-host', lasts: 'until-lifted' });
  });
});
