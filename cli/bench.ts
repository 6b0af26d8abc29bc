import { RigFailure } from '#drivers/ports/failure.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { benchNames, loadBench } from './benches.ts';
import { exitCodes } from './exit-codes.ts';
import { coloured, durationText } from './terminal-text.ts';

/** One line a bench. */
export async function listBenches(): Promise<number> {
  for (const name of await benchNames()) {
    const { description } = await loadBench(name);
    process.stdout.write(`${name.padEnd(12)} ${description.nature.padEnd(10)} ${description.summary}\n`);
  }
  return exitCodes.ok;
}

/** What a bench is made of, simulated and real. */
export async function showBench(name: string): Promise<number> {
  const { description } = await loadBench(name);
  process.stdout.write(
    [
      `${description.name} (${description.nature}): ${description.summary}`,
      `simulated  ${description.simulated.join(', ')}`,
      `real       ${description.real.join(', ')}`,
      `able to    ${[...description.abilities].join(', ')}`,
      '',
    ].join('\n'),
  );
  return exitCodes.ok;
}

/** Opens every device of a bench, says who answered, and closes it again. */
export async function doctorBench(name: string, ports: Readonly<Record<string, string>>): Promise<number> {
  const bench = await loadBench(name);
  const clock = wallClock();
  const startMs = clock.nowMs();
  try {
    await using opened = await bench.open({ ports });
    for (const { role, identity } of opened.identities) {
      process.stdout.write(
        `${coloured('green', 'well')}  ${role.padEnd(12)} ${identity.vendor} ${identity.product} ${identity.version}\n`,
      );
    }
  } catch (error) {
    if (!(error instanceof RigFailure)) throw error;
    process.stdout.write(`${coloured('red', 'ill')}   ${error.message} (${error.code})\n`);
    return exitCodes.benchFailed;
  }
  process.stdout.write(`bench ${name} is well, ${durationText(clock.nowMs() - startMs)}\n`);
  return exitCodes.ok;
}
