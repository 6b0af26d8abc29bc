/**
 * The fuzzer: parsers on broken bytes, and whole transactions with lying cards. No crash, no hang, always an outcome.
 *
 *   npm run fuzz                               100 000 parser inputs, 2000 transactions: about half a minute
 *   npm run fuzz -- --nightly                  10 million parser inputs, 200 000 transactions
 *   npm run fuzz -- --parsers N --transactions M
 *   npm run fuzz -- --seed S                   the same inputs again; without it a seed is drawn and printed
 *   npm run fuzz -- --seed S --only tlv --from 17 --parsers 1     one input again
 *
 * Exits 0 when everything held, 1 when something did not, 2 for wrong usage.
 */
import { argv } from 'zx';
import { freshSeed } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { runCampaign, targetNames, type Campaign, type FuzzResult } from './fuzz/campaign.ts';
import { watchDog } from './fuzz/watch-dog.ts';

/** Longer than any input may take, on a busy machine too. */
const inputMsMax = 30_000;
const clock = wallClock();
const campaign = campaignOf(argv);

if (typeof campaign === 'string') {
  console.error(`fuzz: ${campaign}`);
  process.exitCode = 2;
} else {
  await fuzz(campaign);
}

function campaignOf(words: typeof argv): Campaign | string {
  const { _: rest, seed, parsers, transactions, only, from, nightly, ...others } = words;
  const unknown = [...Object.keys(others).map((name) => `--${name}`), ...rest];
  if (unknown.length > 0) return `there is no ${unknown.join(' ')}`;
  const counts = [parsers, transactions, from].filter((count) => count !== undefined);
  if (counts.some((count) => !Number.isSafeInteger(count) || count < 0)) return 'counts are whole numbers, 0 or more';
  if (only !== undefined && !targetNames.includes(String(only))) return `--only takes ${targetNames.join(', ')}`;
  const isNightly = nightly === true;
  return {
    seed: seed === undefined ? freshSeed() : String(seed),
    parserInputs: parsers ?? (isNightly ? 10_000_000 : 100_000),
    transactions: transactions ?? (isNightly ? 200_000 : 2000),
    from: from ?? 0,
    ...(only === undefined ? {} : { only: String(only) }),
  };
}

async function fuzz(wanted: Campaign): Promise<void> {
  const replay = `npm run fuzz -- --seed ${wanted.seed}`;
  console.log(`seed ${wanted.seed}; the same again: ${replay}`);
  using dog = watchDog({ names: targetNames, limitMs: inputMsMax, replay });
  const rejected: unknown[] = [];
  process.on('unhandledRejection', (reason) => rejected.push(reason));
  const startMs = clock.nowMs();
  const result = await runCampaign(wanted, (target, index) => dog.note(targetNames.indexOf(target), index));
  // Rejections that nobody handles are told after the work that caused them.
  await clock.sleep(0);
  report(result, rejected, clock.nowMs() - startMs);
  for (const { target, index, error } of result.failures) {
    console.error(
      `FAILED: ${target} ${index}: ${Error.isError(error) ? (error.stack ?? error.message) : String(error)}`,
    );
    console.error(`  repeat it: ${replay} --only ${target} --from ${index} --parsers 1 --transactions 1`);
  }
  for (const reason of rejected) console.error('FAILED: a rejection that nobody handled:', reason);
  if (result.failures.length + rejected.length > 0) process.exitCode = 1;
}

function report(
  { parserInputs, endings, commandCount, failures }: FuzzResult,
  rejected: readonly unknown[],
  tookMs: number,
): void {
  const total = [...endings.values()].reduce((sum, count) => sum + count, 0);
  console.log(
    `${parserInputs} parser inputs, ${total} transactions with ${commandCount} commands, ${(tookMs / 1000).toFixed(1)} s`,
  );
  for (const [ending, count] of [...endings].toSorted(([left], [right]) => (left < right ? -1 : 1))) {
    console.log(`  ${String(count).padStart(8)}  ${ending}`);
  }
  console.log(`${failures.length} failures, ${rejected.length} unhandled rejections`);
}
