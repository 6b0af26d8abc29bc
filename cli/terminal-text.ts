import { styleText } from 'node:util';
import type { Verdict } from '#drivers/ports/evidence.ts';

type Colour = Parameters<typeof styleText>[0];

const colours: Readonly<Record<Verdict, Colour>> = {
  pass: 'green',
  fail: 'red',
  error: 'magenta',
  inconclusive: 'yellow',
  'not-run': 'gray',
  'not-applicable': 'gray',
};

/** Text in colour where the stream is a terminal that wants colours, plain elsewhere. */
export function coloured(colour: Colour, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(colour, text, { stream });
}

/** A verdict in its colour, padded so that columns line up. */
export function verdictText(verdict: Verdict, stream: NodeJS.WriteStream = process.stdout): string {
  return coloured(colours[verdict], verdict.padEnd(14), stream);
}

/** 850 ms, 4.2 s, 1 min 05 s. */
export function durationText(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
