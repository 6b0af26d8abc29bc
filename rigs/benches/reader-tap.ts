import type { CardReader } from '#drivers/ports/card-reader.ts';
import type { Journal } from '#drivers/ports/evidence.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Mask } from '#rigs/mask.ts';
import type { CardExchange, ContactlessInterface, PollResult } from '#terminal';

/** Longest time that a terminal lets a card compute; Book D gives a frame waiting time of five seconds at most. */
const cardTimeoutMs = 5000;

/** What the tap stands between and writes to. */
export interface ReaderTapOptions {
  readonly reader: CardReader;
  readonly journal: Journal;
  readonly mask: Mask;
  /** Whether the bench supplies the reader: without supply its silence is no failure of the bench. */
  readonly isSupplied: () => boolean;
}

/**
 * Gives the terminal a reader and journals every crossing: polls when their result changes, each APDU masked, each
 * one that was lost and why.
 */
export function tappedReader(options: ReaderTapOptions): ContactlessInterface {
  const { reader, journal, mask } = options;
  let lastFound: PollResult['kind'] | undefined;
  return {
    poll: async (signal) => {
      const found = await orGone(() => reader.poll(signal), options);
      if (found === 'reader-gone') {
        lastFound = undefined;
        return { kind: 'reader-gone' };
      }
      if (found.kind === 'card' || found.kind !== lastFound) journal.append({ kind: 'polled', found: found.kind });
      lastFound = found.kind;
      return { kind: found.kind };
    },
    transmit: async (command): Promise<CardExchange> => {
      journal.append({ kind: 'apdu', direction: 'command', hex: mask.command(command) });
      const exchange = await orGone(() => reader.transmit(command, { timeoutMs: cardTimeoutMs }), options);
      if (exchange === 'reader-gone') {
        journal.append({ kind: 'apdu-lost', why: 'reader-gone' });
        return { kind: 'reader-gone' };
      }
      if (exchange.kind === 'answered') {
        journal.append({ kind: 'apdu', direction: 'response', hex: mask.response(exchange.response) });
        return exchange;
      }
      journal.append({ kind: 'apdu-lost', why: exchange.kind });
      return { kind: exchange.kind };
    },
    release: async () => {
      await orGone(() => reader.release(), options);
    },
  };
}

/** A reader that can't be reached is an outcome for the terminal; for the bench it is one only while it is unplugged. */
async function orGone<T>(work: () => Promise<T>, options: ReaderTapOptions): Promise<T | 'reader-gone'> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RigFailure)) throw error;
    if (options.isSupplied()) {
      options.journal.append({
        kind: 'failure',
        code: error.code,
        blame: error.blame,
        message: options.mask.text(error.message),
        facts: error.facts,
      });
    }
    return 'reader-gone';
  }
}
