import { expect, test } from 'vitest';
import { hostRoute } from './host-route.ts';

const settings = { names: ['primary', 'secondary', 'third'], returnAfterMs: 1000, connections: 'persistent' } as const;

function routeAt(time: { nowMs: number }) {
  return hostRoute(settings, () => time.nowMs);
}

test('begins with the primary host and goes round when one is lost', () => {
  const route = routeAt({ nowMs: 0 });
  expect(route.order()).toEqual(['primary', 'secondary', 'third']);
  route.lost('primary');
  expect(route.order()).toEqual(['secondary', 'third', 'primary']);
  route.lost('third');
  expect(route.order()).toEqual(['primary', 'secondary', 'third']);
});

test('wants back to the primary host exactly when it was away for long enough', () => {
  const time = { nowMs: 5000 };
  const route = routeAt(time);
  route.lost('primary');
  route.reached('secondary');
  time.nowMs = 5999;
  expect(route.hostToReturnTo()).toBeUndefined();
  time.nowMs = 6000;
  expect(route.hostToReturnTo()).toBe('primary');
  route.stay();
  expect(route.hostToReturnTo()).toBeUndefined();
  time.nowMs = 7000;
  expect(route.hostToReturnTo()).toBe('primary');
  route.reached('primary');
  expect(route.hostToReturnTo()).toBeUndefined();
});

test('has one host and keeps its connection when nothing is said', () => {
  const route = hostRoute(undefined, () => 0);
  route.lost('primary');
  expect(route.order()).toEqual(['primary']);
  expect(route.hostToReturnTo()).toBeUndefined();
  expect(route.keepsConnections).toBe(true);
});
