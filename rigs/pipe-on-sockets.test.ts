import { expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { listenTcp, tcpOpener, type TcpLink } from '#drivers/network/tcp.ts';
import { within } from '#drivers/ports/deadline.ts';
import type { LinkFault } from './faults/fault.ts';
import { connectionReset } from './faults/connection-reset.ts';
import { halfOpen } from './faults/half-open.ts';
import { orderlyClose } from './faults/orderly-close.ts';
import { slicing } from './faults/slicing.ts';
import { createPipe } from './pipe.ts';

const clock = wallClock();

/** A host that echoes, the pipe before it, and a terminal on the other side, over real sockets. */
async function open(fault: LinkFault) {
  const owned = new AsyncDisposableStack();
  const echo = async (link: TcpLink): Promise<void> => {
    for await (const { bytes } of link.received) await link.send(bytes);
  };
  const host = owned.use(await listenTcp({ clock, onLink: (link) => void echo(link).catch(() => undefined) }));
  const pipe = createPipe({ clock, onStrike: () => undefined });
  pipe.arm(fault);
  const upstream = tcpOpener({ host: host.host, port: host.port, clock });
  const carry = async (terminal: TcpLink): Promise<void> =>
    void (await pipe.join({ terminal, host: await upstream.open() }, { onPassage: () => undefined }));
  const door = owned.use(await listenTcp({ clock, onLink: (link) => void carry(link) }));
  const terminal = await tcpOpener({ host: door.host, port: door.port, clock }).open();
  const heard: string[] = [];
  const listening = (async () => {
    for await (const { bytes } of terminal.received) heard.push(Buffer.from(bytes).toString());
  })();
  listening.catch(() => undefined);
  return { terminal, heard, listening, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

test('slices a message on a real socket', async () => {
  await using wire = await open(slicing({ direction: 'from-host', pieceBytes: 2, gapMs: 30 }));
  await wire.terminal.send(Buffer.from('abcdef'));
  await expect.poll(() => wire.heard, { timeout: 5000 }).toEqual(['ab', 'cd', 'ef']);
});

test('closes a real socket in an orderly way in the middle of a message', async () => {
  await using wire = await open(orderlyClose({ direction: 'from-host', starts: { atByte: 4 } }));
  await wire.terminal.send(Buffer.from('abcdef'));
  expect(await within(clock, wire.listening, { timeoutMs: 2000 })).toMatchObject({ kind: 'settled' });
  expect(wire.heard).toEqual(['abc']);
});

test('resets a real socket at a time, although nothing passes', async () => {
  await using wire = await open(connectionReset({ direction: 'both', starts: { afterMs: 50 } }));
  await expect(within(clock, wire.listening, { timeoutMs: 2000 })).rejects.toMatchObject({ code: 'LINK_LOST' });
});

test('leaves a real socket half open: writes succeed, nothing comes, no end', async () => {
  await using wire = await open(halfOpen({ direction: 'to-host' }));
  await wire.terminal.send(Buffer.from('a'));
  await wire.terminal.send(Buffer.from('b'));
  expect(await within(clock, wire.listening, { timeoutMs: 200 })).toMatchObject({ kind: 'timed-out' });
  expect(wire.heard).toEqual([]);
  await wire.terminal[Symbol.asyncDispose]();
});
