import type { Recorded, Verdict } from '#drivers/ports/evidence.ts';
import type { PlannedCase } from '#reports/evidence/run-record.ts';
import { VERDICTS } from '#reports/evidence/verdict.ts';
import { coloured, durationText, verdictText } from './terminal-text.ts';

/** What a person sees while a run goes on. */
export interface Progress {
  note(text: string): void;
  begin(planned: PlannedCase): void;
  event(event: Recorded): void;
  end(
    planned: PlannedCase,
    result: { readonly verdict: Verdict; readonly reason: string; readonly tookMs: number },
  ): void;
  /** Takes the live line away. */
  close(): void;
}

/** How often the live line may be redrawn. */
const redrawMs = 100;

/** Time left, from how long the cases still to come took last time. */
export interface Estimate {
  readonly total: number;
  readonly leftMs: (done: ReadonlySet<string>) => number | undefined;
  readonly nowMs: () => number;
}

/** A live line on a terminal; one plain line a case elsewhere, where a line that redraws itself would fill the log. */
export function createProgress(estimate: Estimate, stream: NodeJS.WriteStream = process.stdout): Progress {
  const isLive = stream.isTTY;
  const done = new Set<string>();
  let current: { readonly planned: PlannedCase; readonly startMs: number } | undefined;
  let status = { arm: '', shown: '' };
  let drawnMs = 0;
  const soFar = new Map<Verdict, number>();
  const clear = (): void => void (isLive && stream.write('\r\u001B[2K'));
  const line = (text: string): void => {
    clear();
    stream.write(`${text}\n`);
  };
  const draw = (): void => {
    if (!isLive || current === undefined || estimate.nowMs() - drawnMs < redrawMs) return;
    drawnMs = estimate.nowMs();
    const left = estimate.leftMs(done);
    const parts = [
      `[${done.size + 1}/${estimate.total}] ${current.planned.name}`,
      verdictSoFar(soFar),
      status.arm,
      status.shown === '' ? '' : `“${status.shown}”`,
      durationText(estimate.nowMs() - current.startMs),
      left === undefined ? '' : `about ${durationText(left)} left`,
    ];
    const text = parts.filter((part) => part !== '').join('  ·  ');
    stream.write(`\r\u001B[2K${coloured('cyan', text.slice(0, (stream.columns ?? 100) - 1), stream)}`);
  };
  return {
    note: line,
    begin: (planned) => {
      current = { planned, startMs: estimate.nowMs() };
      status = { arm: 'arm parked', shown: '' };
      draw();
    },
    event: (event) => {
      if (event.kind === 'arm') status = { ...status, arm: armWords(event.pose.position) };
      if (event.kind === 'display') status = { ...status, shown: event.text };
      draw();
    },
    end: (planned, result) => {
      done.add(planned.name);
      soFar.set(result.verdict, (soFar.get(result.verdict) ?? 0) + 1);
      const reason = result.verdict === 'pass' ? '' : `  ${result.reason}`;
      line(
        `${verdictText(result.verdict, stream)} ${planned.name.padEnd(42)} ${durationText(result.tookMs).padStart(8)}${reason}`,
      );
    },
    close: clear,
  };
}

/** Worst first, as it decides: '1 fail, 12 pass'. */
function verdictSoFar(soFar: ReadonlyMap<Verdict, number>): string {
  return VERDICTS.flatMap((verdict) => (soFar.has(verdict) ? [`${soFar.get(verdict)} ${verdict}`] : [])).join(', ');
}

function armWords(position: { readonly xMm: number; readonly zMm: number }): string {
  const height = `card ${Math.round(position.zMm)} mm up`;
  return Math.abs(position.xMm) > 10 ? `${height}, ${Math.round(Math.abs(position.xMm))} mm aside` : height;
}
