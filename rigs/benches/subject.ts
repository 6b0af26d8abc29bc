import type { Journal, Masked } from '#drivers/ports/evidence.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Clock, Rng } from '#drivers/ports/surroundings.ts';
import type { ReconciliationReport, Terminal, TransactionReport, TransactionRequest } from '#drivers/ports/terminal.ts';
import type { Hazard } from '#rigs/faults/hazard.ts';
import type { Mask } from '#rigs/mask.ts';
import type { BreakableLink, BreakableOpener } from '#rigs/memory-link.ts';
import type { Battery } from '#rigs/sim/battery/battery.ts';
import { brownOutMv } from '#rigs/sim/battery/battery.ts';
import {
  createReferenceTerminal,
  PowerLost,
  type Cardholder,
  type Cashier,
  type ContactInterface,
  type ContactlessInterface,
  type DurableStore,
  type HostNetwork,
  type HttpGateway,
  type MagneticStripe,
  type ReferenceTerminal,
  type TerminalConfiguration,
  type TerminalNeeds,
} from '#terminal';
import { drawingField, gaugeOf } from './battery-of-terminal.ts';
import { hazardousNeeds } from './hazardous-needs.ts';

/** The reference terminal in its socket: supply, reader and network of the bench. */
export interface Subject extends Terminal {
  reconcile(): Promise<ReconciliationReport>;
  book(): ReturnType<ReferenceTerminal['book']>;
  /** By how much the terminal's date is wrong from now on, in every life. */
  setClockWrong(byMs: number): void;
}

/** What the reference terminal is plugged into. */
export interface SubjectOptions {
  readonly configuration: TerminalConfiguration;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly journal: Journal;
  readonly mask: Mask;
  readonly contactless: ContactlessInterface;
  /** Absent where the bench has no chip slot, or nobody at the terminal. */
  readonly contact?: ContactInterface;
  readonly cardholder?: Cardholder;
  readonly cashier?: Cashier;
  /** Absent where the bench has no stripe to swipe. */
  readonly magneticStripe?: MagneticStripe;
  /** Connections that a power cut can break. */
  readonly network: BreakableOpener;
  /** Used instead where the configuration says so. */
  readonly gateway?: HttpGateway | undefined;
  readonly battery: Battery;
  readonly store: DurableStore;
  /** What goes wrong at the terminal's surroundings, for a sweep. */
  readonly hazard?: Hazard;
}

/**
 * Plugs the reference terminal in. When its supply falls under the brown-out threshold it is dead that instant, with
 * everything it had in memory; `restart` makes a new one on the same store.
 */
export function plugInReferenceTerminal(options: SubjectOptions): Subject {
  return new PluggedTerminal(options);
}

/** Failures of a call that say why nobody was reached. */
const refusals: ReadonlySet<string> = new Set(['TLS_REFUSED', 'NAME_NOT_RESOLVED']);

class PluggedTerminal implements Subject {
  readonly #options: SubjectOptions;
  readonly #links = new Set<BreakableLink>();
  readonly #watch: Disposable;
  #lives = 0;
  #life: ReferenceTerminal;
  #isPowered = true;
  #clockWrongMs = 0;

  constructor(options: SubjectOptions) {
    this.#options = options;
    this.#life = this.#switchOn();
    this.#watch = options.battery.onBelow(brownOutMv, (reading) => {
      options.journal.append({ kind: 'supply', name: options.battery.name, ...reading });
      this.#lose('the supply fell below the brown-out threshold');
    });
  }

  get identity(): Terminal['identity'] {
    return this.#life.identity;
  }

  get abilities(): Terminal['abilities'] {
    return this.#life.abilities;
  }

  perform(request: TransactionRequest, signal?: AbortSignal): Promise<TransactionReport> {
    const report = this.#perform(request, signal);
    // A scenario that fails while the transaction is under way leaves nobody who waits for it: its end, when the bench is
    // put away, must not end the whole run as an unhandled rejection. Whoever does wait still gets it.
    report.catch(() => undefined);
    return report;
  }

  async #perform(request: TransactionRequest, signal: AbortSignal | undefined): Promise<TransactionReport> {
    const { journal } = this.#options;
    journal.append({ kind: 'requested', request });
    journal.append({ kind: 'supply', name: this.#options.battery.name, ...this.#options.battery.reading() });
    const receiptBefore = this.#life.lastReceipt();
    const report = await this.#answerTo(request, signal);
    const receipt = this.#life.lastReceipt();
    if (receipt !== undefined && receipt !== receiptBefore) {
      journal.append({ kind: 'receipt', text: maskedReceipt(receipt, this.#options.mask) });
    }
    journal.append({ kind: 'reported', report });
    return report;
  }

  async restart(): Promise<void> {
    if (this.#isPowered) return;
    this.#life = this.#switchOn();
    this.#isPowered = true;
    this.#options.journal.append({ kind: 'power', of: 'terminal', isOn: true, why: 'switched on again' });
  }

  async settle(options: { readonly timeoutMs: number }): Promise<number> {
    try {
      return await this.#life.settle(options);
    } catch (error) {
      if (!(error instanceof PowerLost)) throw error;
      return this.#options.store.owedCount();
    }
  }

  async reconcile(): Promise<ReconciliationReport> {
    const report = await this.#reconcile();
    this.#options.journal.append({ kind: 'reconciled', report });
    return report;
  }

  book(): ReturnType<ReferenceTerminal['book']> {
    return this.#life.book();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watch[Symbol.dispose]();
    await this.#life[Symbol.asyncDispose]();
    await Promise.all([...this.#links].map((link) => link[Symbol.asyncDispose]()));
  }

  async #answerTo(request: TransactionRequest, signal: AbortSignal | undefined): Promise<TransactionReport> {
    try {
      return await this.#life.perform(request, signal);
    } catch (error) {
      if (!(error instanceof PowerLost)) throw error;
      const { amountMinor, currencyCode } = request;
      const unknown = { outcome: 'no-answer', reason: 'terminal-lost-power', wentOnline: false } as const;
      return { ...unknown, amountMinor, currencyCode, displayed: [] };
    }
  }

  setClockWrong(byMs: number): void {
    this.#clockWrongMs = byMs;
  }

  async #reconcile(): Promise<ReconciliationReport> {
    try {
      return await this.#life.reconcile();
    } catch (error) {
      if (!(error instanceof PowerLost)) throw error;
      return { outcome: 'not-reconciled', reason: 'terminal-lost-power' };
    }
  }

  /** A connection that is not made is seen here, as nothing of it reaches the host. */
  async #openLink(signal: AbortSignal | undefined, host: string | undefined): Promise<BreakableLink> {
    try {
      return await this.#options.network.open(signal, host);
    } catch (error) {
      if (error instanceof RigFailure && refusals.has(error.code)) {
        this.#options.journal.append({ kind: 'host-link', state: 'refused', why: String(error.facts['why']) });
      }
      throw error;
    }
  }

  #lose(why: string): void {
    if (!this.#isPowered) return;
    this.#isPowered = false;
    this.#life.cutPower();
    this.#options.battery.setLoadMa(0);
    for (const link of this.#links) link.breakOff();
    this.#links.clear();
    this.#options.journal.append({ kind: 'power', of: 'terminal', isOn: false, why });
  }

  #switchOn(): ReferenceTerminal {
    this.#lives += 1;
    return createReferenceTerminal(this.#options.configuration, this.#needs());
  }

  #needs(): TerminalNeeds {
    const { clock, rng, journal, mask, battery, contactless, contact, cardholder, cashier, magneticStripe, store } =
      this.#options;
    const random = rng.fork(`terminal, life ${this.#lives}`);
    const needs: TerminalNeeds = {
      // The bench's clock never jumps by itself: it is the date and the steady time in one.
      clock: {
        nowMs: () => clock.nowMs() + this.#clockWrongMs,
        steadyMs: () => clock.nowMs(),
        sleep: (delayMs, waiting) => clock.sleep(delayMs, waiting),
      },
      random: (length) => random.bytes(length),
      contactless: drawingField(contactless, battery),
      ...(contact === undefined ? {} : { contact }),
      ...(cardholder === undefined ? {} : { cardholder }),
      ...(cashier === undefined ? {} : { cashier }),
      ...(magneticStripe === undefined ? {} : { magneticStripe }),
      host: this.#network(),
      ...(this.#options.gateway === undefined ? {} : { gateway: this.#options.gateway }),
      battery: gaugeOf(battery, () => this.#lose('the terminal switched itself off')),
      store,
      observer: {
        display: (text) => void journal.append({ kind: 'display', text: mask.text(text) }),
        kernelStep: (step, facts) => {
          const masked = Object.entries(facts).map(([name, value]) => [name, mask.fact(name, value)] as const);
          journal.append({ kind: 'kernel', step, facts: Object.fromEntries(masked) });
        },
      },
    };
    const { hazard, configuration } = this.#options;
    if (hazard === undefined) return needs;
    const lateMs = configuration.hostResponseTimeoutMs * 2;
    return hazardousNeeds(needs, { hazard, cut: () => this.#lose('the supply failed'), lateMs });
  }

  #network(): HostNetwork {
    return {
      connect: async (signal, host) => {
        const link = await this.#openLink(signal, host);
        this.#links.add(link);
        return {
          received: bytesOf(link),
          send: (bytes) => link.send(bytes),
          close: async () => {
            this.#links.delete(link);
            await link[Symbol.asyncDispose]();
          },
        };
      },
    };
  }
}

/** Line by line: an application identifier is long and almost all digits, and no account number. */
function maskedReceipt(receipt: string, mask: Mask): Masked {
  const lines = receipt.split('\n').map((line) => {
    const aid = /^AID ([0-9A-F]+)$/u.exec(line)?.[1];
    return aid === undefined ? mask.text(line) : `AID ${mask.fact('aid', aid)}`;
  });
  return lines.join('\n') as Masked;
}

async function* bytesOf(link: BreakableLink): AsyncGenerator<Uint8Array> {
  for await (const chunk of link.received) yield chunk.bytes;
}
