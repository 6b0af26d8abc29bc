import { expect, test } from 'vitest';
import { filledIn } from './fill-in.ts';

test('what a record shows stays, what it hides is filled in, and whether they fit is told', () => {
  expect(filledIn('5A04****9000', '5A04112233449000'.slice(0, 12))).toMatchObject({ hiddenCount: 4 });
  expect(filledIn('11**33', '112233')).toEqual({ text: '112233', hiddenCount: 2, isConsistent: true });
  expect(filledIn('11**34', '112233')).toEqual({ text: '112234', hiddenCount: 2, isConsistent: false });
});

test('a record that hides nothing needs nobody', () => {
  expect(filledIn('9000', undefined)).toEqual({ text: '9000', hiddenCount: 0, isConsistent: true });
});

test('nothing is filled in by what has another length', () => {
  expect(filledIn('11**33', '11223344')).toBeUndefined();
  expect(filledIn('11**33', undefined)).toBeUndefined();
});
