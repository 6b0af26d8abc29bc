import { describe, expect, test } from 'vitest';
import type { Completed, OnlineAnswer } from './kernel/outcome.ts';
import type { Kernel } from './merchant/transaction.ts';
import { objectsOf, pay, receivedTypes, switchOn, worldOf } from './testing/terminal-fixture.ts';

/** A kernel whose card waits for the host's answer and then comes to this end. */
function kernelWithCompletion(end: Pick<Completed, 'kind' | 'reason'>): Kernel & { readonly answers: OnlineAnswer[] } {
  const answers: OnlineAnswer[] = [];
  const kernel: Kernel = (_needs, terms, request) => {
    const data = { objects: objectsOf(request, terms), cardholderVerification: 'none' } as const;
    const completion = (answer: OnlineAnswer): Promise<Completed> => {
      answers.push(answer);
      return Promise.resolve({ ...end, data });
    };
    return Promise.resolve({ kind: 'online-request', data, completion });
  };
  return Object.assign(kernel, { answers });
}

describe('a card that waits for the host', () => {
  test('gets the answer, and its approval makes the transaction', async () => {
    const world = worldOf();
    const kernel = kernelWithCompletion({ kind: 'approved', reason: 'approved-online' });
    await using terminal = switchOn(world, kernel);
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'approved', reason: 'approved-online' });
    expect(kernel.answers).toMatchObject([{ kind: 'answered', responseCode: '00' }]);
  });

  test('that declines after the host approved leads to a reversal', async () => {
    const world = worldOf();
    await using terminal = switchOn(world, kernelWithCompletion({ kind: 'declined', reason: 'declined-by-card' }));
    expect(await pay(world, terminal)).toMatchObject({
      outcome: 'declined',
      reason: 'declined-by-card',
      responseCode: '00',
    });
    expect(receivedTypes(world)).toEqual(['0200', '0420']);
    expect(terminal.book()).toMatchObject([{ state: 'reversed' }]);
  });

  test('is not told to approve when the host said nothing', async () => {
    const world = worldOf();
    const kernel = kernelWithCompletion({ kind: 'declined', reason: 'declined-by-issuer' });
    world.host.treat = ({ mti }) => (mti === '0200' ? { kind: 'swallow' } : { kind: 'answer' });
    await using terminal = switchOn(world, kernel);
    expect(await pay(world, terminal)).toMatchObject({ outcome: 'declined', reason: 'host-silent' });
    expect(kernel.answers).toMatchObject([{ kind: 'answered', responseCode: 'Z3' }]);
  });
});
