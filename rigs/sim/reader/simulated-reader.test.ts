import { describe, expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { cardReaderContract } from '#drivers/ports/card-reader.contract.ts';
import type { CardReader } from '#drivers/ports/card-reader.ts';
import type { ContactlessCard, ContactlessField } from '#drivers/ports/contactless-field.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { createSimulatedReader } from './simulated-reader.ts';

const startMs = Date.UTC(2026, 10, 22, 12);
const command = new Uint8Array(20).fill(0x11);
/** 20 bytes out, 2 bytes back, with three bytes of frame and one turn-around each. */
const airMs = 23 * 0.094 + 0.09 + 5 * 0.094 + 0.09;

/** A card of this test: it counts what reached it and answers 9000 after a time. */
interface EchoCard extends ContactlessCard {
  readonly heard: Uint8Array[];
}

function echoCard(options: { uid: number; processingMs?: number; answerToSelect?: Uint8Array }): EchoCard {
  const heard: Uint8Array[] = [];
  return {
    name: `card ${options.uid}`,
    uid: Uint8Array.of(0x0a, 0, 0, options.uid),
    sensRes: 0x0004,
    selRes: 0x20,
    answerToSelect: options.answerToSelect ?? Uint8Array.of(0x78, 0x80, 0x71, 0x02),
    heard,
    powerOn: () => undefined,
    powerOff: () => undefined,
    respond: (bytes) => {
      heard.push(bytes);
      return { response: Uint8Array.of(0x90, 0x00), processingMs: options.processingMs ?? 100 };
    },
  };
}

/** A field into which cards are put at once, without an arm. */
class OpenField implements ContactlessField {
  #cards: readonly ContactlessCard[] = [];
  readonly #listeners = new Set<() => void>();

  powered(): readonly ContactlessCard[] {
    return this.#cards;
  }

  onChange(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  hold(...cards: readonly ContactlessCard[]): void {
    this.#cards = cards;
    for (const listener of this.#listeners) listener();
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }
}

interface Bench {
  readonly clock: Clock;
  readonly field: OpenField;
  readonly reader: CardReader;
  readonly supply: { isOn: boolean };
  /** Milliseconds since the bench began. */
  readonly elapsedMs: () => number;
  readonly at: (delayMs: number, act: () => void) => void;
}

function bench(): Bench {
  const clock = virtualClock({ startMs });
  const field = new OpenField();
  const supply = { isOn: true };
  const reader = createSimulatedReader({ field, clock, isPowered: () => supply.isOn });
  const at = (delayMs: number, act: () => void): void => void clock.sleep(delayMs).then(act);
  return { clock, field, reader, supply, at, elapsedMs: () => clock.nowMs() - startMs };
}

/** A bench on which one card is active, 30 ms after its beginning. */
async function benchWithCard(processingMs = 100): Promise<Bench & { readonly card: EchoCard }> {
  const made = bench();
  const card = echoCard({ uid: 1, processingMs });
  made.field.hold(card);
  await made.clock.drive(made.reader.poll());
  return { ...made, card };
}

cardReaderContract('the simulated reader', () => {
  const { clock, field, reader } = bench();
  return Promise.resolve({
    reader,
    clock,
    putCard: (card) => {
      card.powerOn();
      field.hold(...field.powered(), card);
    },
    takeCards: () => {
      for (const card of field.powered()) card.powerOff();
      field.hold();
    },
    [Symbol.asyncDispose]: () => reader[Symbol.asyncDispose](),
  });
});

describe('a poll', () => {
  test('takes 30 ms and finds one card with what it says of itself', async () => {
    const { clock, field, reader, elapsedMs } = bench();
    field.hold(echoCard({ uid: 7 }));
    expect(await clock.drive(reader.poll())).toEqual({
      kind: 'card',
      uid: Uint8Array.of(0x0a, 0, 0, 7),
      sensRes: 0x0004,
      selRes: 0x20,
      answerToSelect: Uint8Array.of(0x78, 0x80, 0x71, 0x02),
    });
    expect(elapsedMs()).toBeCloseTo(30, 3);
  });

  test('finds nothing in an empty field, and takes as long', async () => {
    const { clock, reader, elapsedMs } = bench();
    expect(await clock.drive(reader.poll())).toEqual({ kind: 'no-card' });
    expect(elapsedMs()).toBeCloseTo(30, 3);
  });

  test('finds two cards to be a collision', async () => {
    const { clock, field, reader } = bench();
    field.hold(echoCard({ uid: 1 }), echoCard({ uid: 2 }));
    expect(await clock.drive(reader.poll())).toEqual({ kind: 'collision' });
  });

  test('finds a second card that enters while it is under way', async () => {
    const { clock, field, reader, at } = bench();
    const [one, other] = [echoCard({ uid: 1 }), echoCard({ uid: 2 })];
    field.hold(one);
    at(10, () => field.hold(one, other));
    expect(await clock.drive(reader.poll())).toEqual({ kind: 'collision' });
  });

  test('does not find a card that left and came back while it was under way; the next poll does', async () => {
    const { clock, field, reader, at } = bench();
    const card = echoCard({ uid: 1 });
    field.hold(card);
    at(10, () => field.hold());
    at(20, () => field.hold(card));
    expect(await clock.drive(reader.poll())).toEqual({ kind: 'no-card' });
    expect(await clock.drive(reader.poll())).toMatchObject({ kind: 'card' });
  });

  test('ends with the reason of its signal', async () => {
    const { clock, reader, at } = bench();
    const stop = new AbortController();
    at(12, () => stop.abort(new Error('the cashier gave up')));
    await expect(clock.drive(reader.poll(stop.signal))).rejects.toThrow('the cashier gave up');
  });
});

describe('an exchange', () => {
  test('takes the air and the card their time', async () => {
    const { clock, reader, elapsedMs } = await benchWithCard(100);
    const exchange = await clock.drive(reader.transmit(command, { timeoutMs: 1000 }));
    expect(exchange).toEqual({ kind: 'answered', response: Uint8Array.of(0x90, 0x00) });
    expect(elapsedMs()).toBeCloseTo(30 + airMs + 100, 2);
  });

  test('is not disturbed by a second card that enters', async () => {
    const { clock, reader, field, card, at } = await benchWithCard();
    at(50, () => field.hold(card, echoCard({ uid: 2 })));
    const exchange = await clock.drive(reader.transmit(command, { timeoutMs: 1000 }));
    expect(exchange.kind).toBe('answered');
    expect(await clock.drive(reader.transmit(command, { timeoutMs: 1000 }))).toMatchObject({ kind: 'answered' });
  });

  test('ends at the moment the card leaves, although the card had begun to work', async () => {
    const { clock, reader, field, card, at, elapsedMs } = await benchWithCard();
    at(50, () => field.hold());
    expect(await clock.drive(reader.transmit(command, { timeoutMs: 1000 }))).toEqual({ kind: 'card-gone' });
    expect(elapsedMs()).toBe(80);
    expect(card.heard).toHaveLength(1);
  });

  test('does not reach a card that leaves before the last byte', async () => {
    const { clock, reader, field, card, at } = await benchWithCard();
    at(1, () => field.hold());
    expect(await clock.drive(reader.transmit(command, { timeoutMs: 1000 }))).toEqual({ kind: 'card-gone' });
    expect(card.heard).toHaveLength(0);
  });

  test('finds the card gone that left and came back, until the next poll', async () => {
    const { clock, reader, field, card } = await benchWithCard();
    field.hold();
    field.hold(card);
    expect(await clock.drive(reader.transmit(command, { timeoutMs: 1000 }))).toEqual({ kind: 'card-gone' });
    await clock.drive(reader.poll());
    expect(await clock.drive(reader.transmit(command, { timeoutMs: 1000 }))).toMatchObject({ kind: 'answered' });
  });

  test('finds no card before a poll found one', async () => {
    const { clock, reader, field } = bench();
    field.hold(echoCard({ uid: 1 }));
    expect(await clock.drive(reader.transmit(command, { timeoutMs: 1000 }))).toEqual({ kind: 'card-gone' });
  });

  test('ends on time when the card thinks too long, and has lost the card then', async () => {
    const { clock, reader, elapsedMs } = await benchWithCard(900);
    expect(await clock.drive(reader.transmit(command, { timeoutMs: 500 }))).toEqual({
      kind: 'timed-out',
      afterMs: 500,
    });
    expect(elapsedMs()).toBeCloseTo(530, 2);
    expect(await clock.drive(reader.transmit(command, { timeoutMs: 500 }))).toEqual({ kind: 'card-gone' });
  });

  test('ends when the card is let go', async () => {
    const { clock, reader, at } = await benchWithCard();
    at(50, () => void reader.release());
    expect(await clock.drive(reader.transmit(command, { timeoutMs: 1000 }))).toEqual({ kind: 'card-gone' });
  });
});

describe('a reader that loses its supply', () => {
  test.each([
    { what: 'in a poll', act: (reader: CardReader): Promise<unknown> => reader.poll() },
    {
      what: 'in an exchange',
      act: (reader: CardReader): Promise<unknown> => reader.transmit(command, { timeoutMs: 1000 }),
    },
  ])('$what is gone within 10 ms', async ({ act }) => {
    const { clock, reader, supply, at, elapsedMs } = await benchWithCard();
    at(15, () => {
      supply.isOn = false;
    });
    await expect(clock.drive(act(reader))).rejects.toMatchObject({
      name: 'LinkLost',
      code: 'READER_GONE',
      blame: 'bench',
    });
    expect(elapsedMs()).toBeLessThanOrEqual(30 + 15 + 10 + 1);
  });

  test('is gone at once when it never had one', async () => {
    const { clock, reader, supply } = bench();
    supply.isOn = false;
    await expect(clock.drive(reader.poll())).rejects.toBeInstanceOf(LinkLost);
  });

  test('works again after it came back, but has to poll first', async () => {
    const { clock, reader, supply } = await benchWithCard();
    supply.isOn = false;
    await expect(clock.drive(reader.transmit(command, { timeoutMs: 1000 }))).rejects.toBeInstanceOf(LinkLost);
    supply.isOn = true;
    expect(await clock.drive(reader.transmit(command, { timeoutMs: 1000 }))).toEqual({ kind: 'card-gone' });
    expect(await clock.drive(reader.poll())).toMatchObject({ kind: 'card' });
  });
});

describe('the life of a reader', () => {
  test('a ninth command at once is the fault of the subject', async () => {
    const { clock, reader } = await benchWithCard();
    const eight = Array.from({ length: 8 }, () => reader.transmit(command, { timeoutMs: 1000 }));
    await expect(clock.drive(reader.poll())).rejects.toMatchObject({ code: 'READER_BUSY', blame: 'subject' });
    const kinds = (await clock.drive(Promise.all(eight))).map((exchange) => exchange.kind);
    expect(new Set(kinds)).toEqual(new Set(['answered']));
  });

  test('closing it ends what is under way and leaves the field alone', async () => {
    const { clock, reader, field, at } = await benchWithCard();
    at(50, () => void reader[Symbol.asyncDispose]());
    await expect(clock.drive(reader.transmit(command, { timeoutMs: 1000 }))).rejects.toBeInstanceOf(LinkLost);
    expect(field.listenerCount).toBe(0);
  });
});
