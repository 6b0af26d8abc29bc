import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import type { Clock } from '#drivers/ports/surroundings.ts';

const driverFile = '/usr/lib/pcsc/drivers/serial/libifdvpcd.so';

/** Why no daemon of our own can be started here; undefined when one can. */
export const daemonLacks: string | undefined =
  process.getuid?.() !== 0
    ? 'root, for a mount namespace of its own'
    : ['/usr/sbin/pcscd', driverFile, '/usr/bin/unshare'].find((file) => !existsSync(file));

/** A PC/SC daemon with a virtual reader, apart from any daemon of the machine. */
export interface PrivateDaemon extends AsyncDisposable {
  /** Where the virtual reader's first slot waits for a card. */
  readonly cardPort: number;
}

/**
 * Starts `pcscd` in a mount namespace of its own and points this process's PC/SC library to it.
 *
 * @throws when it does not come up in ten seconds
 */
export async function startPrivateDaemon(clock: Clock): Promise<PrivateDaemon> {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-pcscd-'));
  const cardPort = await freePort();
  const channel = `0x${cardPort.toString(16).toUpperCase()}`;
  const lines = [
    'FRIENDLYNAME "Touchstone Test"',
    `DEVICENAME /dev/null:${channel}`,
    `LIBPATH ${driverFile}`,
    `CHANNELID ${channel}`,
  ];
  writeFileSync(join(folder, 'reader.conf'), `${lines.join('\n')}\n`);
  const script = `mkdir -p /run/pcscd && mount --bind ${folder} /run/pcscd && exec pcscd --foreground --config ${folder}/reader.conf`;
  const child = spawn('unshare', ['-m', 'sh', '-c', script], { stdio: 'ignore' });
  const socket = join(folder, 'pcscd.comm');
  process.env['PCSCLITE_CSOCK_NAME'] = socket;
  const deadlineMs = clock.nowMs() + 10_000;
  while (!existsSync(socket)) {
    if (clock.nowMs() > deadlineMs || child.exitCode !== null) throw new Error('pcscd did not come up');
    await clock.sleep(20);
  }
  return {
    cardPort,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has no port although it listens');
  return address.port;
}
