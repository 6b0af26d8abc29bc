import { describeCommand } from '#reports/decode/apdu.ts';
import type { CaseRecord } from '#reports/evidence/run-record.ts';
import type { FilledIn } from '#rigs/benches/replay/recording.ts';
import type { Divergence } from '#scenarios/replay/compare.ts';
import type { Replayed } from './replay.ts';
import { coloured } from './terminal-text.ts';

/** What became of one case, for a person. @param commit  the project's, when the run was made */
export function replayInWords(replayed: Replayed, { events }: Pick<CaseRecord, 'events'>, commit: string): string {
  const { caseName, comparison, filledIn, why } = replayed;
  const lines = [`${caseName}: ${events.length} events, the journal is whole and unchanged`];
  if (comparison === undefined) lines[0] = caseName;
  else {
    const counts = Object.entries(comparison.counts).map(
      ([side, count]) => `${count} ${count === 1 ? side : side.replace(/^\w+/u, '$&s')}`,
    );
    lines.push(
      `  compared   ${counts.join(', ') || 'nothing was sent'}: ${comparison.comparedBytes} bytes and characters`,
    );
    if (comparison.hiddenBytes > 0)
      lines.push(`  hidden     ${comparison.hiddenBytes} more are masked in the journal and were not compared`);
  }
  lines.push(...filledInWords(filledIn).map((text) => `  made up    ${text}`));
  if (replayed.verdict === 'same') lines.push(`  ${coloured('green', 'same')}`);
  else if (replayed.verdict === 'undecided') lines.push(`  ${coloured('yellow', 'undecided')}  ${why}`);
  if (comparison?.divergence !== undefined) {
    lines.push(...divergenceWords(comparison.divergence));
    lines.push(`  run of     commit ${commit}: a scenario or a terminal that was changed since sends something else`);
  }
  return `${lines.join('\n')}\n`;
}

/** By whom, and how much, one line each. */
function filledInWords(all: readonly FilledIn[]): readonly string[] {
  return [...Map.groupBy(all, ({ side, by }) => `${side} ${by}`).values()].map((of) => {
    const bytes = of.reduce((sum, { hiddenBytes }) => sum + hiddenBytes, 0);
    const odd = of.filter(({ isConsistent }) => !isConsistent).length;
    const doubt = odd === 0 ? '' : `; ${odd} of them are not what it would have said elsewhere in them`;
    return `${bytes} bytes that the journal masks, in ${of.length} answers of the ${of[0]?.side}, by ${of[0]?.by}${doubt}`;
  });
}

function divergenceWords(divergence: Divergence): readonly string[] {
  const { side, ordinal, name, part, offset, unit, expected, found, eventIndex, atMs, afterStep } = divergence;
  const title = side.startsWith('command') ? describeCommand(name).title : name;
  const where = [part, `${unit} ${offset}`].filter((text) => text !== '').join(', ');
  return [
    `  ${coloured('red', 'diverges')}   at event ${eventIndex} (${Math.round(atMs)} ms): ${side} ${ordinal}${title === '' ? '' : ` (${title})`}, ${where}`,
    `  recorded   ${expected}`,
    `  now        ${found}`,
    ...(afterStep === '' ? [] : [`  after      the kernel's step '${afterStep}'`]),
  ];
}
