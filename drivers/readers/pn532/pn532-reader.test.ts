import { describe, expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import {
  cardReaderContract,
  contractCard,
  contractCommand,
  contractResponse,
} from '#drivers/ports/card-reader.contract.ts';
import type { CardReaderBench } from '#drivers/ports/card-reader.contract.ts';
import type { Exchange } from '#drivers/ports/card-reader.ts';
import { LinkLost, RigFailure } from '#drivers/ports/failure.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { createPn532Twin } from '#rigs/twins/pn532/pn532-twin.ts';
import type { Pn532Fault, Pn532FaultPlan, Pn532Twin } from '#rigs/twins/pn532/pn532-twin.ts';
import { memoryWire } from './memory-wire.fixture.ts';
import type { MemoryWire } from './memory-wire.fixture.ts';
import { openPn532Reader } from './pn532-reader.ts';
import { testField } from './test-field.fixture.ts';

cardReaderContract('a PN532 on a wire in memory', () => benchInMemory());

const harmless: readonly Pn532Fault[] = [
  'split-writes',
  'glued-acknowledge',
  'response-first',
  'noise',
  'lost-acknowledge',
];
for (const fault of ['split-writes', 'noise', 'corrupt-checksum'] as const) {
  cardReaderContract(`a PN532 with ${fault} at every command`, () => benchInMemory(() => [fault]));
}

const command = contractCommand({ commandLength: 20, responseLength: 40 });
/** Commands of opening the reader, then of one poll, one exchange and one release. */
const commandsOfOneTap = 11;

describe('openPn532Reader', () => {
  test('says first what NXP and other drivers say first, byte for byte', async () => {
    const sent: string[] = [];
    const received: string[] = [];
    const trace = (direction: 'sent' | 'received', frame: Uint8Array): void => {
      (direction === 'sent' ? sent : received).push(Buffer.from(frame).toString('hex').toUpperCase());
    };
    await using bench = await benchInMemory(undefined, trace);
    expect(sent.slice(0, 3)).toEqual([
      '0000FF00FF00', // abort whatever it does
      '0000FF05FBD4140114010200', // SAMConfiguration, normal mode
      '0000FF02FED4022A00', // GetFirmwareVersion
    ]);
    expect(received.slice(0, 4)).toEqual([
      '0000FF00FF00',
      '0000FF02FED5151600',
      '0000FF00FF00',
      '0000FF06FAD50332010607E800', // firmware 1.6
    ]);
    expect(bench.reader.identity).toMatchObject({ vendor: 'NXP', product: 'PN532', version: '1.6' });
  });

  test('wakes the chip by the bytes that other drivers use, glued to SAMConfiguration', async () => {
    const clock = virtualClock({ startMs: 0 });
    const wire = memoryWire(clock);
    const opening = failureOf(clock, openPn532Reader({ opener: wire.opener, clock }));
    let heardHex = '';
    for await (const { bytes } of wire.device().received) {
      heardHex += Buffer.from(bytes).toString('hex').toUpperCase();
      if (heardHex.length > 60) break;
    }
    expect(heardHex).toBe(`0000FF00FF005555${'00'.repeat(14)}FF05FBD4140114010200`);
    await opening;
  });

  test('never configures a poll that goes on for ever', async () => {
    await using bench = await benchInMemory();
    const retries = bench.twin.commands.find(({ code, parameters }) => code === 0x32 && parameters[0] === 0x05);
    expect(retries?.parameters[3]).toBeLessThan(0x20);
  });

  test('calls a reader silent that says nothing at all, and tells what was tried', async () => {
    const clock = virtualClock({ startMs: 0 });
    const failure = await failureOf(clock, openPn532Reader({ opener: memoryWire(clock).opener, clock }));
    expect(failure).toBeInstanceOf(LinkLost);
    expect(failure).toMatchObject({ code: 'READER_SILENT', blame: 'bench' });
    expect(failure.message).toContain('SAMConfiguration 3 times');
    expect(clock.nowMs()).toBeLessThan(3000);
  });

  test('tells a reader that is silent from a port on which something else talks', async () => {
    const clock = virtualClock({ startMs: 0 });
    const wire = memoryWire(clock);
    const opening = failureOf(clock, openPn532Reader({ opener: wire.opener, clock }));
    const device = wire.device();
    for (let line = 0; line < 5; line += 1) {
      await device.send(Uint8Array.from(Buffer.from('Grbl 1.1h [$ for help]\r\n')));
      await clock.sleep(1, AbortSignal.abort()).catch(() => undefined);
    }
    expect(await opening).toMatchObject({ code: 'READER_UNINTELLIGIBLE' });
  });

  test('leaves the failure of the port as it is', async () => {
    const clock = virtualClock({ startMs: 0 });
    const wire = memoryWire(clock);
    wire.unplug();
    expect(await failureOf(clock, openPn532Reader({ opener: wire.opener, clock }))).toMatchObject({
      code: 'PORT_MISSING',
    });
  });
});

describe('a PN532 whose line has one fault', () => {
  for (const fault of [...harmless, 'corrupt-checksum'] as const) {
    test.each(indices(commandsOfOneTap))(`gives the same answer with ${fault} at command %i`, async (at) => {
      await using bench = await benchInMemory(({ index }) => (index === at ? [fault] : []));
      expect(await tap(bench)).toEqual({ kind: 'answered', response: contractResponse(40) });
    });
  }

  for (const fault of ['lost-command', 'no-response'] as const) {
    test.each(indices(6))(`starts in spite of ${fault} at command %i`, async (at) => {
      await using bench = await benchInMemory(({ index }) => (index === at ? [fault] : []));
      expect(await tap(bench)).toMatchObject({ kind: 'answered' });
    });
  }

  test.each([...harmless, 'corrupt-checksum', 'lost-command', 'no-response'] as const)(
    'never takes a command to the card twice, not with %s either',
    async (fault) => {
      await using bench = await benchInMemory(({ code }) => (code === 0x40 ? [fault] : []));
      const card = contractCard({});
      bench.putCard(card);
      await bench.clock.drive(bench.reader.poll());
      await bench.clock.drive(bench.reader.transmit(command, { timeoutMs: 500 }).catch(() => undefined));
      expect(card.heard.length).toBeLessThanOrEqual(1);
    },
  );

  test('blames the reader, not the card, when a command for the card is never acknowledged', async () => {
    await using bench = await benchInMemory(({ code }) => (code === 0x40 ? ['lost-command'] : []));
    bench.putCard(contractCard({}));
    await bench.clock.drive(bench.reader.poll());
    const failure = await failureOf(bench.clock, bench.reader.transmit(command, { timeoutMs: 500 }));
    expect(failure).toMatchObject({ code: 'READER_SILENT', blame: 'bench' });
  });

  test('starts afresh at the next poll after it fell silent', async () => {
    let isMute = false;
    await using bench = await benchInMemory(() => (isMute ? ['lost-command'] : []));
    isMute = true;
    expect(await failureOf(bench.clock, bench.reader.poll())).toMatchObject({ code: 'READER_SILENT' });
    isMute = false;
    expect(await bench.clock.drive(bench.reader.poll())).toEqual({ kind: 'no-card' });
  });

  test('calls the response garbled when it stays so, and asks for it a bounded number of times', async () => {
    const clock = virtualClock({ startMs: 0 });
    const wire = memoryWire(clock);
    const twin = createPn532Twin({ link: noisyResponses(wire, 0x4b), field: testField(), clock });
    const reader = await clock.drive(openPn532Reader({ opener: wire.opener, clock }));
    expect(await failureOf(clock, reader.poll())).toMatchObject({ code: 'READER_GARBLED' });
    await clock.drive(Promise.all([reader[Symbol.asyncDispose](), twin[Symbol.asyncDispose]()]));
  });
});

describe('a PN532 whose cable is pulled', () => {
  test('says so within a second at the next poll, and works again when it is plugged in', async () => {
    await using bench = await benchInMemory();
    bench.wire.unplug();
    const startMs = bench.clock.nowMs();
    const failure = await failureOf(bench.clock, bench.reader.poll());
    expect(failure).toBeInstanceOf(LinkLost);
    expect(failure).toMatchObject({ code: 'READER_GONE', blame: 'bench' });
    const second = await failureOf(bench.clock, bench.reader.poll());
    expect(second.message).toContain('in 3 tries');
    expect(bench.clock.nowMs() - startMs).toBeLessThan(2000);
    await bench.plugIn();
    bench.putCard(contractCard({}));
    expect(await bench.clock.drive(bench.reader.poll())).toMatchObject({ kind: 'card' });
    expect(await bench.clock.drive(bench.reader.transmit(command, { timeoutMs: 500 }))).toMatchObject({
      kind: 'answered',
    });
  });

  test('throws out of the exchange in which it happens, at once', async () => {
    await using bench = await benchInMemory();
    bench.putCard(contractCard({ processingMs: 400 }));
    await bench.clock.drive(bench.reader.poll());
    const startMs = bench.clock.nowMs();
    const pull = bench.clock.sleep(50).then(() => {
      bench.wire.unplug();
    });
    const failure = await failureOf(bench.clock, bench.reader.transmit(command, { timeoutMs: 5000 }));
    await pull;
    expect(failure).toMatchObject({ code: 'READER_GONE' });
    expect(bench.clock.nowMs() - startMs).toBeCloseTo(50);
    expect(await failureOf(bench.clock, bench.reader.transmit(command, { timeoutMs: 500 }))).toBeInstanceOf(LinkLost);
  });
});

interface MemoryBench extends CardReaderBench {
  readonly wire: MemoryWire;
  readonly twin: Pn532Twin;
  plugIn(): Promise<void>;
}

async function benchInMemory(
  faults: Pn532FaultPlan = () => [],
  trace: (direction: 'sent' | 'received', frame: Uint8Array) => void = () => undefined,
): Promise<MemoryBench> {
  const clock = virtualClock({ startMs: 0 });
  const wire = memoryWire(clock);
  const field = testField();
  let twin = createPn532Twin({ link: wire.device(), field, clock, faults });
  const reader = await clock.drive(openPn532Reader({ opener: wire.opener, clock, trace }));
  return {
    reader,
    clock,
    wire,
    get twin() {
      return twin;
    },
    putCard: (card) => field.put(card),
    takeCards: () => field.takeAll(),
    async plugIn() {
      await clock.drive(Promise.resolve(twin[Symbol.asyncDispose]()));
      wire.plug();
      twin = createPn532Twin({ link: wire.device(), field, clock, faults });
    },
    async [Symbol.asyncDispose]() {
      await clock.drive(Promise.resolve(reader[Symbol.asyncDispose]()));
      await clock.drive(Promise.resolve(twin[Symbol.asyncDispose]()));
    },
  };
}

async function tap(bench: CardReaderBench): Promise<Exchange> {
  bench.putCard(contractCard({}));
  expect(await bench.clock.drive(bench.reader.poll())).toMatchObject({ kind: 'card' });
  const exchange = await bench.clock.drive(bench.reader.transmit(command, { timeoutMs: 2000 }));
  await bench.clock.drive(bench.reader.release());
  return exchange;
}

/** The chip's end of a wire on which every response with this code loses a bit. */
function noisyResponses(wire: MemoryWire, responseCode: number): ReturnType<MemoryWire['device']> {
  const device = wire.device();
  return {
    received: device.received,
    send(bytes) {
      const checksumAt = bytes.length - 2;
      const flipped = bytes.with(checksumAt, (bytes[checksumAt] ?? 0) ^ 0x10);
      return device.send(bytes[6] === responseCode ? flipped : bytes);
    },
    [Symbol.asyncDispose]: () => device[Symbol.asyncDispose](),
  };
}

async function failureOf(clock: Clock, work: Promise<unknown>): Promise<RigFailure> {
  const outcome = await clock.drive(work.then(() => undefined).catch((error: unknown) => error));
  if (outcome instanceof RigFailure) return outcome;
  throw new Error('expected a failure of the rig', { cause: outcome });
}

function indices(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}
