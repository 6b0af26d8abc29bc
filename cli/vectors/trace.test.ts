import { expect, test } from 'vitest';
import { answerVectors, kindOf } from '../vector.ts';
import { recordedTraces } from './recorded-traces.table.ts';

async function replayed(name: string, edit: (json: string) => string = (json) => json): Promise<unknown> {
  const caseJson = recordedTraces.find((trace) => trace.name === name)?.caseJson ?? '';
  const [answer] = await answerVectors(await kindOf('trace'), `[${edit(caseJson)}]`);
  return answer;
}

test.each([
  ['amex-cda-in', { method: 'combined', outcome: 'ok' }, '0000108000'],
  ['contact-visa-in', { method: 'none', outcome: 'not-performed' }, '8000108000'],
  ['contactless-mastercard-in', { method: 'combined', outcome: 'ok' }, '0000000000'],
])('a recorded card (%s) is played to the terminal', async (name, oda, tvr) => {
  expect(await replayed(name)).toMatchObject({ result: { oda, tvr } });
});

test('says at which byte of which command the terminal left the recording', async () => {
  expect(await replayed('amex-cda-in')).toMatchObject({ result: { divergence: { command: 11, offset: 21 } } });
});

test('a recording whose signature was changed is not authentic', async () => {
  const answer = await replayed('amex-cda-in', (json) => json.replace('9F4B705BB09226', '9F4B705BB09227'));
  expect(answer).toMatchObject({ result: { oda: { method: 'combined', outcome: 'signature-wrong-frame' } } });
});

test('the recorded certificates and signatures are recovered beside what the terminal made of them', async () => {
  expect(await replayed('amex-cda-in')).toMatchObject({
    result: { oda: { recorded: { sda: 'ok', cda: 'ok' }, sdad: { hash_ok: true, txn_data_hash_ok: true } } },
  });
});
