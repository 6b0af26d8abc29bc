import { describe, expect, test } from 'vitest';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { runCampaign, targetNames } from './campaign.ts';
import { chanceOf } from './chance.ts';
import { mutated } from './mutate.ts';

const quiet = (): void => undefined;

describe('a short campaign', () => {
  test.each(targetNames.filter((name) => name !== 'transaction'))(
    'on parser %s never breaks what must hold',
    async (only) => {
      const { failures } = await runCampaign(
        { seed: 'short', parserInputs: 3000, transactions: 0, only, from: 0 },
        quiet,
      );
      expect(failures).toEqual([]);
    },
  );

  test('of whole transactions with lying cards always comes to outcomes, of more than one kind', async () => {
    const campaign = { seed: 'short', parserInputs: 0, transactions: 250, only: 'transaction', from: 0 };
    const { failures, endings } = await runCampaign(campaign, quiet);
    expect(failures).toEqual([]);
    expect([...endings.values()].reduce((sum, count) => sum + count, 0)).toBe(250);
    expect(endings.size).toBeGreaterThan(5);
  });

  test('ends the same way again from its seed', async () => {
    const campaign = { seed: 'again', parserInputs: 0, transactions: 40, from: 0 };
    expect(await runCampaign(campaign, quiet)).toEqual(await runCampaign(campaign, quiet));
  });
});

test('chance follows from seed, name and index alone', () => {
  const draw = (seed: string, name: string, index: number): string =>
    Buffer.from(chanceOf(seed, name, index).bytes(16)).toString('hex');
  expect(draw('a', 'tlv', 1)).toBe(draw('a', 'tlv', 1));
  const others = [draw('b', 'tlv', 1), draw('a', 'dol', 1), draw('a', 'tlv', 2)];
  expect(new Set([draw('a', 'tlv', 1), ...others]).size).toBe(4);
});

test('a mutation leaves the bytes alone from which it is made', () => {
  const bytes = seededRng('7').bytes(40);
  const before = Buffer.from(bytes).toString('hex');
  for (let index = 0; index < 500; index += 1) mutated(bytes, chanceOf('7', 'mutation', index));
  expect(Buffer.from(bytes).toString('hex')).toBe(before);
});
