import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { kernelCommand, kernelNetworkProblem } from './kernel-tools.ts';
import { openNetworkNamespace, sweepNamespaces, type NetworkNamespace } from './network-namespace.ts';
import { tcpOpener } from './tcp.ts';

const problem = kernelNetworkProblem();
const clock = wallClock();
const why = problem === undefined ? '' : ` (not run: ${problem})`;

describe.skipIf(problem !== undefined)(`a network namespace${why}`, { timeout: 30_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'touchstone-namespace-'));
  const socketPath = join(directory, 'host');
  const host = createServer((socket) => void socket.on('error', () => socket.destroy()).pipe(socket));
  let space: NetworkNamespace;

  beforeAll(async () => {
    host.listen(socketPath);
    await once(host, 'listening');
    space = await openNetworkNamespace({ clock, socketPath });
  });
  afterAll(async () => {
    await space[Symbol.asyncDispose]();
    host.close();
    rmSync(directory, { recursive: true });
  });

  /** Sends these lines one after the other, each when the one before came back. @returns how long each took */
  async function echoed(count: number, bytes = 200): Promise<readonly number[]> {
    await using link = await tcpOpener({ host: space.host, port: space.port, clock }).open();
    const received = link.received[Symbol.asyncIterator]();
    const tookMs: number[] = [];
    for (let sent = 0; sent < count; sent += 1) {
      const startMs = clock.nowMs();
      await link.send(Buffer.alloc(bytes));
      for (let got = 0; got < bytes;) {
        const chunk = await received.next();
        if (chunk.done === true) throw new Error('the echo ended');
        got += chunk.value.bytes.length;
      }
      tookMs.push(clock.nowMs() - startMs);
    }
    return tookMs;
  }

  test('leads to the host outside it', async () => {
    expect(await echoed(3)).toHaveLength(3);
  });

  test('loses packets, which the kernel sends again, and counts them', async () => {
    await space.setLoss('to-host', 30);
    await space.setLoss('from-host', 30);
    await echoed(6);
    const dropped = (await space.droppedPackets('to-host')) + (await space.droppedPackets('from-host'));
    await space.setLoss('to-host', 0);
    await space.setLoss('from-host', 0);
    expect(dropped).toBeGreaterThan(0);
    expect(Math.max(...(await echoed(3)))).toBeLessThan(1000);
  });

  test('holds a direction to its rate', async () => {
    await space.setRate('from-host', 64_000);
    // 8000 bytes a second, 1600 of them at once.
    const [tookMs = 0] = await echoed(1, 8000);
    const waited = await space.waitedPackets('from-host');
    await space.setRate('from-host', undefined);
    expect(tookMs).toBeGreaterThan(600);
    expect(waited).toBeGreaterThan(0);
    expect(Math.max(...(await echoed(1, 8000)))).toBeLessThan(600);
  });

  test('brings nothing while its link is down, and what was sent when it is up again', async () => {
    await using link = await tcpOpener({ host: space.host, port: space.port, clock }).open();
    const first = link.received[Symbol.asyncIterator]().next();
    await space.setLink(false);
    await link.send(Buffer.from('late'));
    const startMs = clock.nowMs();
    await clock.sleep(400);
    await space.setLink(true);
    expect(Buffer.from((await first).value?.bytes ?? []).toString()).toBe('late');
    expect(clock.nowMs() - startMs).toBeGreaterThan(395);
  });

  test('is gone when it is put away, with its devices', async () => {
    const second = await openNetworkNamespace({ clock, socketPath });
    await second[Symbol.asyncDispose]();
    expect(existsSync(`/run/netns/${second.name}`)).toBe(false);
    expect(await kernelCommand('ip', ['-o', 'link'])).not.toContain(`ts${process.pid}o2`);
  });

  test('that a killed process left behind is swept', async () => {
    // A process that is over: its number names nobody now.
    const gone = execFileSync('sh', ['-c', 'echo $$']).toString().trim();
    const stale = `touchstone-${gone}-1`;
    await kernelCommand('ip', ['netns', 'add', stale]);
    const swept = await sweepNamespaces();
    expect(swept).toContain(stale);
    expect(swept).not.toContain(space.name);
    expect(existsSync(`/run/netns/${stale}`)).toBe(false);
  });

  test('says which command failed and what the tool said', async () => {
    await expect(kernelCommand('ip', ['netns', 'del', 'touchstone-none'])).rejects.toMatchObject({
      code: 'KERNEL_NETWORK_FAILED',
      blame: 'bench',
    });
  });
});

test('says in words why it can not be had, or that it can', () => {
  expect(problem ?? 'it needs nothing').toMatch(/^it needs /u);
});
