import { expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { nameFailure } from '#rigs/faults/name-failure.ts';
import { troubledNames } from './name-trouble.ts';

function names() {
  const clock = virtualClock({ startMs: 0 });
  const struck: string[] = [];
  return { clock, struck, server: troubledNames({ clock, onStrike: ({ name }) => void struck.push(name) }) };
}

test('a name that is not there is refused as often as the fault says', async () => {
  const { server, struck } = names();
  using _fault = server.arm(nameFailure({ trouble: { kind: 'no-such-name' }, lookUps: 2 }));
  for (let count = 0; count < 2; count += 1) {
    await expect(server.lookUp()).rejects.toMatchObject({ code: 'NAME_NOT_RESOLVED' });
  }
  await server.lookUp();
  expect(struck).toEqual(['name-failure', 'name-failure']);
});

test('a late answer comes at its moment, a lifted fault does nothing', async () => {
  const { clock, server } = names();
  const fault = server.arm(nameFailure({ trouble: { kind: 'late', delayMs: 700 } }));
  await clock.drive(server.lookUp());
  expect(clock.nowMs()).toBe(700);
  fault[Symbol.dispose]();
  await clock.drive(server.lookUp());
  expect(clock.nowMs()).toBe(700);
});

test('whoever gives up on a silent name server gets his own reason', async () => {
  const { clock, server } = names();
  using _fault = server.arm(nameFailure({ trouble: { kind: 'no-answer', delayMs: 5000 } }));
  const stop = new AbortController();
  const lookUp = server.lookUp(stop.signal);
  stop.abort(new Error('enough'));
  await expect(clock.drive(lookUp)).rejects.toThrow('enough');
});
