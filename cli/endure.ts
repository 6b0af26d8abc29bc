import { wallClock } from '#drivers/clock/wall-clock.ts';
import { endure } from '#rigs/benches/endurance/endurance.ts';
import { invariants, judgeMoney } from '#scenarios/sweep/money-oracle.ts';
import { exitCodes } from './exit-codes.ts';
import { onInterrupt } from './interrupt.ts';
import { seedOf } from './run-options.ts';
import { coloured, durationText } from './terminal-text.ts';
import { UsageError } from './usage-error.ts';

/** Options of `endure`, as the command line gives them. */
export interface EndureWords {
  readonly kills: string;
  readonly seed?: string;
  readonly json?: boolean;
}

const killsMax = 100_000;

/** A terminal that is killed again and again while it sells: do the books agree at the end? */
export async function endureKills(words: EndureWords): Promise<number> {
  const killCount = /^\d{1,6}$/u.test(words.kills) ? Number(words.kills) : 0;
  if (killCount < 1 || killCount > killsMax) {
    throw new UsageError(`--kills '${words.kills}' must be a whole number from 1 to ${killsMax}`);
  }
  const seed = seedOf(words.seed);
  using interrupt = onInterrupt('the books are compared now');
  const clock = wallClock();
  const startMs = clock.nowMs();
  const stream = process.stderr;
  const onKill = (count: number): void => {
    if (!stream.isTTY) return;
    const leftMs = ((clock.nowMs() - startMs) / count) * (killCount - count);
    stream.write(
      `\r\u001B[2K${coloured('cyan', `killed ${count} of ${killCount}  ·  about ${durationText(leftMs)} left`, stream)}`,
    );
  };
  const endured = await endure({ killCount, seed, signal: interrupt.signal, onKill });
  if (stream.isTTY) stream.write('\r\u001B[2K');
  const violations = judgeMoney(endured);
  const count = (answer: 'approved' | 'not-approved' | 'unknown'): number =>
    endured.told.filter((each) => each.answer === answer).length;
  const facts = {
    seed,
    killCount: endured.killCount,
    killedInTransaction: endured.killedInTransaction,
    transactions: endured.told.length,
    approved: count('approved'),
    notApproved: count('not-approved'),
    unknown: count('unknown'),
    tookMs: Math.round(clock.nowMs() - startMs),
    violations,
  };
  if (words.json === true) process.stdout.write(`${JSON.stringify(facts, undefined, 2)}\n`);
  else {
    const verdict =
      violations.length === 0
        ? coloured('green', 'the books agree')
        : violations
            .map(
              ({ invariant, expected, observed }) =>
                `${coloured('red', invariant)} (${invariants[invariant]}): expected ${expected}, found ${observed}`,
            )
            .join('\n  ');
    process.stdout.write(
      `killed ${facts.killCount} times in ${durationText(facts.tookMs)}, ${facts.killedInTransaction} times in the middle of a transaction (seed ${seed})\n  ${facts.transactions} transactions: ${facts.approved} approved, ${facts.notApproved} not, ${facts.unknown} cut off\n  ${verdict}\n`,
    );
  }
  if (interrupt.signal.aborted) return exitCodes.interrupted;
  return violations.length > 0 ? exitCodes.verdictAgainst : exitCodes.ok;
}
