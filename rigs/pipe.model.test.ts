import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { bandwidth } from './faults/bandwidth.ts';
import { corruption } from './faults/corruption.ts';
import type { LinkFault } from './faults/fault.ts';
import { jitter } from './faults/jitter.ts';
import { latency } from './faults/latency.ts';
import { TriggerCount, type LinkTrigger } from './faults/link-trigger.ts';
import { slicing } from './faults/slicing.ts';
import { pipeline } from './pipe.fixture.ts';

const counted = fc.integer({ min: 1, max: 30 });
const starts = fc.option(
  fc.oneof(
    counted.map((atByte) => ({ atByte })),
    counted.map((atMessage) => ({ atMessage })),
  ),
  { nil: undefined },
);
const lasts = fc.option(
  fc.oneof(
    counted.map((forBytes) => ({ forBytes })),
    counted.map((forMessages) => ({ forMessages })),
  ),
  { nil: undefined },
);
const trigger: fc.Arbitrary<LinkTrigger> = fc.record({ starts, lasts }).map((when) => ({
  direction: 'to-host',
  ...(when.starts === undefined ? {} : { starts: when.starts }),
  ...(when.lasts === undefined ? {} : { lasts: when.lasts }),
}));

/** Faults that change when bytes arrive, and nothing else. */
const harmless: fc.Arbitrary<LinkFault> = trigger.chain((when) =>
  fc.oneof(
    fc.integer({ min: 0, max: 50 }).map((delayMs) => latency({ ...when, delayMs })),
    fc.nat(1000).map((seed) => jitter({ ...when, delayMs: 20, jitterMs: 20, rng: seededRng(String(seed)) })),
    fc.integer({ min: 100, max: 9000 }).map((bytesPerS) => bandwidth({ ...when, bytesPerS })),
    fc.integer({ min: 1, max: 9 }).map((pieceBytes) => slicing({ ...when, pieceBytes, gapMs: 3 })),
  ),
);
const chunks = fc.array(fc.stringMatching(/^[a-z;]{1,12}$/u), { minLength: 1, maxLength: 12 });

async function arrived(faults: readonly LinkFault[], words: readonly string[]): Promise<string> {
  const clock = virtualClock({ startMs: 0 });
  const { terminal, host } = pipeline(clock, faults).connect();
  for (const word of words) await terminal.send(Buffer.from(word, 'latin1'));
  await clock.drive(clock.sleep(3_600_000));
  return host.map(({ text }) => text).join('');
}

test('faults of time alone lose nothing, change nothing and keep the order, whatever their number and triggers', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(harmless, { maxLength: 4 }), chunks, async (faults, words) => {
      expect(await arrived(faults, words)).toBe(words.join(''));
    }),
    { numRuns: 150, seed: 17 },
  );
});

test('corruption changes the bits that it says, in bytes for which it is in force, and no length', async () => {
  await fc.assert(
    fc.asyncProperty(trigger, chunks, fc.nat(1000), async (when, words, seed) => {
      const text = words.join('');
      const got = await arrived([corruption({ ...when, flips: 1, rng: seededRng(String(seed)) })], words);
      expect(got).toHaveLength(text.length);
      const inForce = new Set(placesInForce(when, words));
      const changed = lettersOf(text).flatMap((letter, place) => (letter === got[place] ? [] : [place]));
      expect(changed.filter((place) => !inForce.has(place))).toEqual([]);
    }),
    { numRuns: 150, seed: 18 },
  );
});

test('a trigger is in force for the same bytes, however they come in parts', () => {
  fc.assert(
    fc.property(trigger, chunks, (when, words) => {
      const whole = placesInForce(when, [words.join('')]);
      expect(placesInForce(when, words)).toEqual(whole);
      expect(placesInForce(when, lettersOf(words.join('')))).toEqual(whole);
    }),
    { numRuns: 300, seed: 19 },
  );
});

function lettersOf(text: string): readonly string[] {
  return Array.from({ length: text.length }, (_, place) => text.charAt(place));
}

/** Which bytes of the stream a trigger means, one message ending at each `;`. */
function placesInForce(when: LinkTrigger, words: readonly string[]): readonly number[] {
  const count = new TriggerCount(when, 'byte', 0);
  let at = 0;
  let isUnderWay = false;
  return words
    .flatMap((word) => word.split(/(?<=;)/u))
    .flatMap((part) => {
      const beginsMessage = !isUnderWay;
      isUnderWay = !part.endsWith(';');
      const range = count.take({ direction: 'to-host', bytes: part, beginsMessage }, 0);
      const from = at;
      at += part.length;
      return range === undefined ? [] : Array.from({ length: range.to - range.from }, (_, n) => from + range.from + n);
    });
}
