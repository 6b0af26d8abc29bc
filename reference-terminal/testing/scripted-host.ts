import { framed, frameReader } from '../host/length-prefix.ts';
import { decodeMessage, encodeMessage } from '../host/message-codec.ts';
import type { HostMessage } from '../host/message-codec.ts';
import { touchstone1987 } from '../host/touchstone-1987.table.ts';
import type { HostConnection, HostNetwork, TerminalClock } from '../needs.ts';

/** What the host does with one message. `answerCopies` answers go out after `delayMs`. */
export type Treatment =
  | { readonly kind: 'answer'; readonly delayMs?: number; readonly answerCopies?: number; readonly edit?: Edit }
  /** It never saw the message. */
  | { readonly kind: 'swallow' }
  /** It did the work, the answer got lost. */
  | { readonly kind: 'swallow-answer' }
  /** The line breaks before it saw the message, or when it has done the work. */
  | { readonly kind: 'break'; readonly when: 'before' | 'after' };

/** Changes an answer before it leaves. */
export type Edit = (answer: HostMessage) => HostMessage;

/** A host in memory with a ledger. */
export interface ScriptedHost extends HostNetwork {
  /** What it does with a message; answers everything unless told otherwise. */
  treat: (message: HostMessage) => Treatment;
  responseCode: string;
  isReachable: boolean;
  /** Never answers a connection attempt while true. */
  isDeaf: boolean;
  /** By the STAN of the financial request. */
  readonly ledger: ReadonlyMap<string, { readonly amountMinor: number; readonly state: LedgerState }>;
  /** Everything that reached it, in order. */
  readonly received: readonly { readonly message: HostMessage; readonly bytes: Uint8Array; readonly atMs: number }[];
  readonly connectCount: () => number;
}

/** What the host holds of a financial request. */
export type LedgerState = 'captured' | 'declined' | 'reversed';

/** A host for the terminal's own tests. Not an oracle: it writes with the terminal's own codec. */
export function scriptedHost(clock: TerminalClock): ScriptedHost {
  const ledger = new Map<string, { amountMinor: number; state: LedgerState }>();
  const received: { message: HostMessage; bytes: Uint8Array; atMs: number }[] = [];
  let connectCount = 0;
  const host: ScriptedHost = {
    treat: () => ({ kind: 'answer' }),
    responseCode: '00',
    isReachable: true,
    isDeaf: false,
    ledger,
    received,
    connectCount: () => connectCount,
    connect(signal) {
      connectCount += 1;
      if (host.isDeaf) {
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
      }
      if (!host.isReachable) return Promise.reject(new Error('connection refused'));
      return Promise.resolve(openLine((body, line) => take(body, line)));
    },
  };

  function take(bytes: Uint8Array, line: Line): void {
    const message = decodeMessage(touchstone1987, bytes);
    const treatment = host.treat(message);
    if (treatment.kind === 'swallow') return;
    if (treatment.kind === 'break' && treatment.when === 'before') return line.end();
    received.push({ message, bytes, atMs: clock.nowMs() });
    const answer = work(message);
    if (treatment.kind === 'swallow-answer') return;
    if (treatment.kind === 'break') return line.end();
    void send(line, treatment, answer);
  }

  async function send(line: Line, treatment: Treatment & { kind: 'answer' }, answer: HostMessage): Promise<void> {
    if (treatment.delayMs !== undefined) await clock.sleep(treatment.delayMs);
    const body = encodeMessage(touchstone1987, treatment.edit?.(answer) ?? answer);
    for (let copy = 0; copy < (treatment.answerCopies ?? 1); copy += 1) line.push(framed(body));
  }

  function work(message: HostMessage): HostMessage {
    const field = (number: number): string => message.fields.get(number) ?? '';
    if (message.mti === '0200') {
      const isApproved = host.responseCode === '00';
      ledger.set(field(11), { amountMinor: Number(field(4)), state: isApproved ? 'captured' : 'declined' });
      return answerTo(message, '0210', host.responseCode, isApproved ? 'A1B2C3' : undefined);
    }
    if (message.mti === '0800') return answerTo(message, '0810', '00');
    const original = ledger.get(field(90).slice(4, 10));
    if (original !== undefined) original.state = 'reversed';
    const mti = message.mti.startsWith('040') ? '0410' : '0430';
    return answerTo(message, mti, original === undefined ? '25' : '00');
  }
  return host;
}

function answerTo(request: HostMessage, mti: string, responseCode: string, approvalCode?: string): HostMessage {
  const echoed = [...request.fields].filter(([number]) => [3, 4, 7, 11, 12, 13, 37, 41, 42, 49].includes(number));
  const fields = new Map([...echoed, [39, responseCode] as const]);
  if (approvalCode !== undefined) {
    fields.set(38, approvalCode);
    fields.set(55, '910A11223344556677883030');
  }
  return { mti, fields };
}

interface Line extends HostConnection {
  push(bytes: Uint8Array): void;
  end(): void;
}

function openLine(arrived: (body: Uint8Array, line: Line) => void): Line {
  const frames = frameReader();
  const queue: Uint8Array[] = [];
  let wake: (() => void) | undefined;
  let isOpen = true;
  const line: Line = {
    push(bytes) {
      queue.push(bytes);
      wake?.();
    },
    end() {
      isOpen = false;
      wake?.();
    },
    received: (async function* arrivals() {
      for (;;) {
        const next = queue.shift();
        if (next !== undefined) yield next;
        else if (isOpen) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        } else return;
      }
    })(),
    send(bytes) {
      if (!isOpen) return Promise.reject(new Error('broken pipe'));
      for (const body of frames.push(bytes)) arrived(body, line);
      return Promise.resolve();
    },
    close() {
      line.end();
      return Promise.resolve();
    },
  };
  return line;
}
