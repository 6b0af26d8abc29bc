import { wallClock } from '#drivers/clock/wall-clock.ts';
import { benchTrouble } from './bench-trouble.ts';
import { benchNames, loadBench } from './benches.ts';
import { exitCodes } from './exit-codes.ts';
import { deviceOptions, type DeviceWords } from './run-options.ts';
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
      ...[...(description.lackingHere ?? [])].map(([ability, why]) => `not here   ${ability}: ${why}`),
      '',
    ].join('\n'),
  );
  return exitCodes.ok;
}

/** Opens every device of a bench, says who answered, and closes it again. */
export async function doctorBench(name: string, words: DeviceWords): Promise<number> {
  const bench = await loadBench(name);
  const options = deviceOptions(words, [bench]);
  const clock = wallClock();
  const startMs = clock.nowMs();
  try {
    await using opened = await bench.open(options);
    for (const { role, identity } of opened.identities) {
      process.stdout.write(
        `${coloured('green', 'well')}  ${role.padEnd(12)} ${identity.vendor} ${identity.product} ${identity.version}\n`,
      );
    }
  } catch (error) {
    const { message, code } = benchTrouble(error, { bench: name, tried: 'opened' });
    process.stdout.write(`${coloured('red', 'ill')}   ${message} (${code})\n`);
    return exitCodes.benchFailed;
  }
  process.stdout.write(`bench ${name} is well, ${durationText(clock.nowMs() - startMs)}\n`);
  return exitCodes.ok;
}
