import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { card, changedAnswer, objectHex, perform, replaced } from './recorded-card.fixture.ts';
import { recordedOfflineApproval } from './recorded-transactions.table.ts';
import { templateHex } from './scripted-terminal.fixture.ts';
import type { ScriptedExchange } from './scripted-terminal.fixture.ts';

describe('broken card data', () => {
  const record = 5;
  // Records as in openemv/emv-utils, tests/emv_read_application_data_test.c.
  const trailing =
    '703357114761739001010119D221220117589288895F200C455850495245442F434152449F1F0E3137353839303936303030303030FFFF9000';
  const tooShort =
    '703357114761739001010119D221220117589288895F200C455850495245442F434152449F1F0F31373538393039363030303030309000';

  test.each([
    ['bytes after the template', replaced(record, [/^00B2/, trailing]), 'card-data-error'],
    ['a value beyond its template', replaced(record, [/^00B2/, tooShort]), 'card-data-error'],
    ['a redundant object', replaced(record, [/^00B2/, `${templateHex('70', '8F01EF8F01EF')}9000`]), 'card-data-error'],
    [
      'an object of two records',
      replaced(6, [/^00B2/, `${templateHex('70', '5F24031412318F01EF')}9000`]),
      'card-data-error',
    ],
    ['a record that is not there', replaced(record, [/^00B2/, '6A83']), 'card-status-error'],
    ['an answer without status word', replaced(record, [/^00B2/, '90']), 'card-data-error'],
    ['no profile', replaced(2, [/^80A8/, '7706940408010100'.concat('9000')]), 'card-data-missing'],
    ['no file locator', replaced(2, [/^80A8/, '770482025980'.concat('9000')]), 'card-data-missing'],
    ['a plain answer without file locator', replaced(2, [/^80A8/, '800259809000']), 'card-data-missing'],
    ['a broken file locator', replaced(2, [/^80A8/, '770A820259809404080201009000']), 'card-data-error'],
    ['a mag-stripe profile', replaced(2, [/^80A8/, '770A820219009404080101009000']), 'mag-stripe-card'],
    [
      'a duplicate in the plain answer',
      replaced(2, [/^80A8/, '77088202598082025980'.concat('9000')]),
      'card-data-error',
    ],
    ['no expiry date', changedAnswer(4, '5F24', '5F59'), 'card-data-missing'],
    ['an expiry date that is none', changedAnswer(4, '5F2403141231', '5F2403149931'), 'card-data-error'],
    ['a refused cryptogram', replaced(card.length - 1, [/^80AE/, '6985']), 'card-status-error'],
    [
      'an AAC without cryptogram',
      replaced(card.length - 1, [/^80AE/, '77099F2701009F36020036'.concat('9000')]),
      'card-data-missing',
    ],
    ['a value of the wrong length', changedAnswer(card.length - 1, '9F4B', '9F4C'), 'card-data-error'],
    ['a cryptogram of the reserved type', changedAnswer(card.length - 1, '9F270140', '9F2701C0'), 'card-data-error'],
    ['no transaction counter', changedAnswer(card.length - 1, '9F3602', '9F5102'), 'card-data-missing'],
  ])('ends the transaction: %s', async (_name, exchanges, reason) => {
    expect((await perform({ exchanges })).outcome).toMatchObject({ kind: 'end-application', reason });
  });

  test('can not keep the terminal busy: commands are bounded', async () => {
    const endless: ScriptedExchange[] = Array.from({ length: 300 }, () => [/^00B2/, '70009000'] as const);
    const exchanges = [...card.slice(0, 2), [/^80A8/, '770A8202598094040801FF009000'] as const, ...endless];
    const { terminal, outcome } = await perform({ exchanges });
    expect(outcome).toMatchObject({ kind: 'end-application', reason: 'too-many-commands' });
    expect(terminal.commandsHex).toHaveLength(64);
  });

  test('of any kind at any command never crashes the kernel and never approves', async () => {
    const answer = fc.uint8Array({ maxLength: 258 }).map(toHex);
    const wellMarked = fc.uint8Array({ maxLength: 100 }).map((bytes) => `${templateHex('77', toHex(bytes))}9000`);
    await fc.assert(
      fc.asyncProperty(fc.nat(card.length - 1), fc.oneof(answer, wellMarked), async (index, answerHex) => {
        const filler: ScriptedExchange[] = Array.from({ length: 70 }, () => [/^/, '6A83'] as const);
        const exchanges = [...card.slice(0, index), [/^/, answerHex] as const, ...filler];
        const { outcome } = await perform({ exchanges });
        expect(outcome.kind).not.toBe('approved');
      }),
    );
  });

  test('of one flipped bit in any answer never ends in an approval of other data', async () => {
    expect.hasAssertions();
    const authorised = recordedOfflineApproval.recovered.applicationCryptogramHex;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 4, max: card.length - 1 }), fc.nat(), fc.nat(7), async (index, at, bit) => {
        const answer = fromHex(answerHexOf(index));
        const place = at % (answer.length - 2);
        answer[place] = (answer[place] ?? 0) ^ (1 << bit);
        const rest: ScriptedExchange[] = card.slice(index + 1).map(([, each]) => [/^/, each]);
        const { outcome } = await perform({ exchanges: [...card.slice(0, index), [/^/, toHex(answer)], ...rest] });
        expect([undefined, authorised]).toContain(outcome.kind === 'approved' ? objectHex(outcome, '9F26') : undefined);
      }),
    );
  });
});

function answerHexOf(index: number): string {
  const answer = card[index]?.[1];
  return typeof answer === 'string' ? answer : '';
}
