import { describe, expect, test } from 'vitest';
import { LinkLost } from './failure.ts';
import type { ByteLink, LinkOpener } from './link.ts';
import type { Clock } from './surroundings.ts';

/** Both ends of a wire. */
export interface LinkBench extends AsyncDisposable {
  readonly opener: LinkOpener;
  /** The device's end. */
  readonly device: ByteLink;
  readonly clock: Clock;
  /** Makes the wire go dead, as if its cable were pulled. */
  cut(): Promise<void>;
}

/** What every wire owes the driver that uses it. */
export function linkContract(name: string, make: () => Promise<LinkBench>): void {
  describe(`${name} keeps the contract of a link:`, () => {
    test('carries every byte value both ways, in order', async () => {
      await using bench = await make();
      const { clock, opener, device } = bench;
      await using link = await clock.drive(opener.open());
      const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      await clock.drive(link.send(all));
      expect(await clock.drive(take(device, all.length))).toEqual(all);
      await clock.drive(device.send(all.toReversed()));
      expect(await clock.drive(take(link, all.length))).toEqual(all.toReversed());
    });

    test('keeps the order of sends that nobody waited for', async () => {
      await using bench = await make();
      const { clock, opener, device } = bench;
      await using link = await clock.drive(opener.open());
      const sends = Array.from({ length: 50 }, (_, index) => link.send(Uint8Array.of(index)));
      await clock.drive(Promise.all(sends));
      expect(Array.from(await clock.drive(take(device, 50)))).toEqual(Array.from({ length: 50 }, (_, index) => index));
    });

    test('stamps what it received with the time of the bench', async () => {
      await using bench = await make();
      const { clock, opener, device } = bench;
      await using link = await clock.drive(opener.open());
      const beforeMs = clock.nowMs();
      await clock.drive(device.send(Uint8Array.of(1)));
      const first = await clock.drive(link.received[Symbol.asyncIterator]().next());
      expect(first.done === true ? 0 : first.value.atMs).toBeGreaterThanOrEqual(beforeMs);
    });

    test('throws out of the iteration when the wire goes dead, and out of every later send', async () => {
      await using bench = await make();
      await using link = await bench.clock.drive(bench.opener.open());
      const reading = take(link, 1).catch((error: unknown) => error);
      await bench.cut();
      expect(await bench.clock.drive(reading)).toBeInstanceOf(LinkLost);
      await expect(bench.clock.drive(link.send(Uint8Array.of(1)))).rejects.toBeInstanceOf(LinkLost);
    });

    test('ends the iteration when it is closed on this side, and refuses to send', async () => {
      await using bench = await make();
      const link = await bench.clock.drive(bench.opener.open());
      const reading = take(link, 1);
      await close(bench, link);
      expect(await bench.clock.drive(reading)).toEqual(new Uint8Array(0));
      await expect(bench.clock.drive(link.send(Uint8Array.of(1)))).rejects.toBeInstanceOf(LinkLost);
    });

    test('may be closed twice', async () => {
      await using bench = await make();
      const link = await bench.clock.drive(bench.opener.open());
      await close(bench, link);
      await expect(close(bench, link)).resolves.toBeUndefined();
    });

    test('may be opened again after it was closed', async () => {
      await using bench = await make();
      const first = await bench.clock.drive(bench.opener.open());
      await close(bench, first);
      await using second = await bench.clock.drive(bench.opener.open());
      await bench.clock.drive(bench.device.send(Uint8Array.of(7)));
      expect(await bench.clock.drive(take(second, 1))).toEqual(Uint8Array.of(7));
    });
  });
}

function close(bench: LinkBench, link: ByteLink): Promise<void> {
  return bench.clock.drive(Promise.resolve(link[Symbol.asyncDispose]()));
}

/** The first `length` bytes of a link, fewer when it ends before. The iteration is left as it is: nothing is lost. */
async function take(link: ByteLink, length: number): Promise<Uint8Array> {
  const bytes: number[] = [];
  for await (const chunk of link.received) {
    bytes.push(...chunk.bytes);
    if (bytes.length >= length) break;
  }
  return Uint8Array.from(bytes);
}
