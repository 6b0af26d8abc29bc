import { describe, expect, test } from 'vitest';
import type { CardReader } from './card-reader.ts';
import type { ContactlessCard } from './contactless-field.ts';
import type { Clock } from './surroundings.ts';

/** A reader with a field into which the contract may put cards. */
export interface CardReaderBench extends AsyncDisposable {
  readonly reader: CardReader;
  readonly clock: Clock;
  /** Brings one more card into the field. */
  putCard(card: ContactlessCard): void;
  /** Takes every card away. */
  takeCards(): void;
}

/** What every driver of a card reader owes its caller, on any wire, at any clock. */
export function cardReaderContract(name: string, make: () => Promise<CardReaderBench>): void {
  describe(`${name} keeps the contract of a card reader:`, () => {
    test('says who it is', async () => {
      await using bench = await make();
      expect(bench.reader.identity.product).not.toBe('');
      expect(bench.reader.identity.version).not.toBe('');
    });

    test('finds no card in an empty field, again and again', async () => {
      await using bench = await make();
      for (let poll = 0; poll < 3; poll += 1) {
        expect(await bench.clock.drive(bench.reader.poll())).toEqual({ kind: 'no-card' });
      }
    });

    test.each(['08A1B2C3', '04A1B2C3D4E5F6', '04A1B2C3D4E5F60718FF'])('activates the card with UID %s', async (uid) => {
      await using bench = await make();
      const card = contractCard({ uid });
      bench.putCard(card);
      const { sensRes, selRes, answerToSelect } = card;
      const found = { kind: 'card', uid: card.uid, sensRes, selRes, answerToSelect };
      expect(await bench.clock.drive(bench.reader.poll())).toEqual(found);
    });

    test.each([
      { commandLength: 5, responseLength: 4 },
      { commandLength: 261, responseLength: 258 },
      { commandLength: 262, responseLength: 262 },
      { commandLength: 263, responseLength: 263 },
      { commandLength: 525, responseLength: 1050 },
    ])('carries $commandLength bytes there and $responseLength bytes back', async (lengths) => {
      await using bench = await make();
      const card = contractCard({});
      bench.putCard(card);
      await bench.clock.drive(bench.reader.poll());
      const command = contractCommand(lengths);
      expect(await bench.clock.drive(bench.reader.transmit(command, { timeoutMs: 2000 }))).toEqual({
        kind: 'answered',
        response: contractResponse(lengths.responseLength),
      });
      expect(card.heard).toEqual([command]);
    });

    test('calls two cards a collision, and finds one of them when the other has left', async () => {
      await using bench = await make();
      bench.putCard(contractCard({ uid: '08A1B2C3' }));
      bench.putCard(contractCard({ uid: '08D4E5F6' }));
      expect(await bench.clock.drive(bench.reader.poll())).toEqual({ kind: 'collision' });
      bench.takeCards();
      bench.putCard(contractCard({ uid: '08D4E5F6' }));
      expect(await bench.clock.drive(bench.reader.poll())).toMatchObject({ kind: 'card' });
    });

    test('calls the card gone when nothing was activated', async () => {
      await using bench = await make();
      expect(await bench.clock.drive(bench.reader.transmit(shortCommand, { timeoutMs: 500 }))).toEqual(gone);
    });

    test('calls the card gone when it left before the command', async () => {
      await using bench = await make();
      bench.putCard(contractCard({}));
      await bench.clock.drive(bench.reader.poll());
      bench.takeCards();
      expect(await bench.clock.drive(bench.reader.transmit(shortCommand, { timeoutMs: 500 }))).toEqual(gone);
      expect(await bench.clock.drive(bench.reader.poll())).toEqual({ kind: 'no-card' });
    });

    test('calls the card gone when it leaves while it computes, and finds it when it comes back', async () => {
      await using bench = await make();
      const card = contractCard({ processingMs: 60 });
      bench.putCard(card);
      await bench.clock.drive(bench.reader.poll());
      const tear = bench.clock.sleep(30).then(() => {
        bench.takeCards();
      });
      const exchange = bench.reader.transmit(shortCommand, { timeoutMs: 1000 });
      expect(await bench.clock.drive(exchange)).toEqual(gone);
      await tear;
      bench.putCard(card);
      expect(await bench.clock.drive(bench.reader.poll())).toMatchObject({ kind: 'card' });
    });

    test('does not go on with the session of a card that was away for a moment', async () => {
      await using bench = await make();
      const card = contractCard({});
      bench.putCard(card);
      await bench.clock.drive(bench.reader.poll());
      bench.takeCards();
      bench.putCard(card);
      expect(await bench.clock.drive(bench.reader.transmit(shortCommand, { timeoutMs: 500 }))).toEqual(gone);
      expect(card.heard).toEqual([]);
    });

    test('gives up a card that thinks for too long, and goes on with the next one', async () => {
      await using bench = await make();
      bench.putCard(contractCard({ processingMs: 60_000 }));
      await bench.clock.drive(bench.reader.poll());
      const exchange = await bench.clock.drive(bench.reader.transmit(shortCommand, { timeoutMs: 150 }));
      expect(exchange).toMatchObject({ kind: 'timed-out' });
      expect(exchange.kind === 'timed-out' ? exchange.afterMs : 0).toBeGreaterThanOrEqual(150);
      bench.takeCards();
      bench.putCard(contractCard({}));
      await bench.clock.drive(bench.reader.poll());
      const next = bench.reader.transmit(shortCommand, { timeoutMs: 500 });
      expect(await bench.clock.drive(next)).toMatchObject({ kind: 'answered' });
    });

    test('resets the card it releases, and finds it again if it stays', async () => {
      await using bench = await make();
      const card = contractCard({});
      bench.putCard(card);
      await bench.clock.drive(bench.reader.poll());
      const resetsBefore = card.resetCount();
      await bench.clock.drive(bench.reader.release());
      expect(card.resetCount()).toBe(resetsBefore + 1);
      expect(await bench.clock.drive(bench.reader.transmit(shortCommand, { timeoutMs: 500 }))).toEqual(gone);
      expect(await bench.clock.drive(bench.reader.poll())).toMatchObject({ kind: 'card' });
    });

    test('finds a card that stays at every poll, not at every second one', async () => {
      await using bench = await make();
      bench.putCard(contractCard({}));
      for (let poll = 0; poll < 4; poll += 1) {
        expect(await bench.clock.drive(bench.reader.poll())).toMatchObject({ kind: 'card' });
      }
    });

    test('stops a poll at once when asked to, and polls again afterwards', async () => {
      await using bench = await make();
      const reason = new Error('the cashier cancelled');
      const poll = bench.reader.poll(AbortSignal.abort(reason));
      await expect(bench.clock.drive(poll)).rejects.toBe(reason);
      expect(await bench.clock.drive(bench.reader.poll())).toEqual({ kind: 'no-card' });
    });

    test('does one thing after the other when it is asked for several at once', async () => {
      await using bench = await make();
      bench.putCard(contractCard({ processingMs: 10 }));
      await bench.clock.drive(bench.reader.poll());
      const exchanges = [4, 6, 8].map((responseLength) =>
        bench.reader.transmit(contractCommand({ commandLength: 5, responseLength }), { timeoutMs: 500 }),
      );
      const responses = (await bench.clock.drive(Promise.all(exchanges))).map((exchange) =>
        exchange.kind === 'answered' ? exchange.response.length : exchange.kind,
      );
      expect(responses).toEqual([4, 6, 8]);
    });
  });
}

/** A card that answers every command with as many bytes as its third and fourth byte ask for. */
export interface ContractCard extends ContactlessCard {
  /** Commands that reached the card, oldest first. */
  readonly heard: readonly Uint8Array[];
  /** How often its volatile state started afresh. */
  resetCount(): number;
}

/** A card for contract tests; it knows no payment application. */
export function contractCard(options: { readonly uid?: string; readonly processingMs?: number }): ContractCard {
  const { uid = '08A1B2C3', processingMs = 1 } = options;
  const heard: Uint8Array[] = [];
  let resets = 0;
  return {
    name: `contract card ${uid}`,
    uid: Uint8Array.from(Buffer.from(uid, 'hex')),
    sensRes: uid.length === 8 ? 0x0004 : 0x0044,
    selRes: 0x20,
    // Format byte with TA, TB and TC, 106 kbit/s only, waiting integer 8 (77 ms), CID supported, one historical byte.
    answerToSelect: Uint8Array.of(0x78, 0x80, 0x80, 0x02, 0x20),
    heard,
    resetCount: () => resets,
    powerOn() {
      resets += 1;
    },
    powerOff() {
      heard.length = 0;
    },
    respond(command) {
      heard.push(command.slice());
      return { response: contractResponse((command[2] ?? 0) * 256 + (command[3] ?? 0)), processingMs };
    },
  };
}

/** A command of `commandLength` bytes to which a contract card answers with `responseLength` bytes. */
export function contractCommand(lengths: {
  readonly commandLength: number;
  readonly responseLength: number;
}): Uint8Array {
  const command = Uint8Array.from({ length: lengths.commandLength }, (_, index) => index & 0xff);
  command.set([0x80, 0x10, lengths.responseLength >> 8, lengths.responseLength & 0xff]);
  return command;
}

/** What a contract card answers: counting bytes and the status word 9000. The start codes of frames are among them. */
export function contractResponse(length: number): Uint8Array {
  const response = Uint8Array.from({ length }, (_, index) => (0xfe + index) & 0xff);
  response.set([0x90, 0x00], length - 2);
  return response;
}

const shortCommand = contractCommand({ commandLength: 5, responseLength: 4 });
const gone = { kind: 'card-gone' } as const;
