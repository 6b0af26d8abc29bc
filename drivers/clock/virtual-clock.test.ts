import { expect, test } from 'vitest';
import { within } from '#drivers/ports/deadline.ts';
import { SimulationStalled, virtualClock } from './virtual-clock.ts';

test('lets ten hours pass in no time and rings timers in order of their due time', async () => {
  const clock = virtualClock({ startMs: 1000 });
  const rung: string[] = [];
  await clock.drive(
    Promise.all([
      clock.sleep(36_000_000).then(() => rung.push(`late ${clock.nowMs()}`)),
      clock.sleep(5).then(() => rung.push(`early ${clock.nowMs()}`)),
      clock.sleep(5).then(() => rung.push(`second early ${clock.nowMs()}`)),
    ]),
  );
  expect(rung).toEqual(['early 1005', 'second early 1005', 'late 36001000']);
});

test('says that a simulation stalled when nothing can ever settle the work', async () => {
  const clock = virtualClock({ startMs: 0 });
  await expect(clock.drive(new Promise(() => undefined))).rejects.toThrow(SimulationStalled);
});

test('takes an aborted timer out of the queue, so that time does not run on to it', async () => {
  const clock = virtualClock({ startMs: 0 });
  const stop = new AbortController();
  const long = clock.sleep(1_000_000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(long).rejects.toThrow('enough');
  await clock.drive(clock.sleep(10));
  expect(clock.nowMs()).toBe(10);
});

test('bounds a wait and leaves no timer behind when the work is faster', async () => {
  const clock = virtualClock({ startMs: 0 });
  const answer = await clock.drive(
    within(
      clock,
      clock.sleep(3).then(() => 'done'),
      { timeoutMs: 50 },
    ),
  );
  expect(answer).toEqual({ kind: 'settled', value: 'done' });
  const silence = await clock.drive(within(clock, new Promise(() => undefined), { timeoutMs: 50 }));
  expect(silence).toEqual({ kind: 'timed-out', afterMs: 50 });
  expect(clock.nowMs()).toBe(53);
});
