import { expect, test } from 'vitest';
import { answerVectors, kindOf } from '../vector.ts';
import { kernelScenarios } from './kernel-scenarios.table.ts';

test.each(kernelScenarios)('$kind answers as published: $caseJson', async ({ kind, caseJson, expected }) => {
  const [answer] = await answerVectors(await kindOf(kind), `[${caseJson}]`);
  expect({ answer }).toMatchObject({ answer: { result: expected } });
});

test('a command that the script does not hold is an error of the case', async () => {
  const [answer] = await answerVectors(
    await kindOf('exchange'),
    '[{"function":"emv_build_candidate_list","exchanges":[]}]',
  );
  expect(answer).toMatchObject({ error: expect.stringMatching(/^OTHER_COMMAND: /) });
});
