import assert from 'node:assert/strict';
import {
  closeSync,
  constants,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { load } from 'koffi';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { ByteLink } from '#drivers/ports/link.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { masterLink } from './master-link.ts';
import type { LinkOptions, Master, MasterLink } from './master-link.ts';

/** A serial cable in memory: production code opens `path` like any serial port, a twin holds the other end. */
export interface Pty extends AsyncDisposable {
  /** A stable name, a symbolic link to the slave's device; it survives `replug`. */
  readonly path: string;
  /** The master's descriptor, non-blocking. Reads fail with EIO while no client is there, with EAGAIN when it is silent. */
  readonly masterFd: number;
  /** Whether a client has the port open now. */
  hasClient(): boolean;
  /**
   * The device's end as a link, for twins on the main thread; one at a time, and a new one after `replug`.
   * What is sent while no client has the port open is lost.
   */
  link(clock: Clock, options?: LinkOptions): ByteLink;
  /**
   * Calls `listener` each time just before the master is closed. Whoever uses `masterFd` in another thread has to have
   * let go of it when the listener returns: the number may mean another file afterwards.
   */
  beforeHangUp(listener: () => void): Disposable;
  /** Pulls the cable: the client sees a hang-up, and the name is gone. */
  unplug(): void;
  /** Plugs a pulled cable in again: a new device behind the same name. */
  replug(): void;
}

/** Where a pseudo-terminal is published. */
export interface PtyPlace {
  /** A directory of one's own; made when it is missing. */
  readonly directory: string;
  /** The port's name in it, such as `ttyUNO`. */
  readonly name: string;
}

/**
 * Opens a raw pseudo-terminal and publishes it under a stable name. Nothing of it outlives the process but the symbolic
 * link, and the next `openPty` at the same place replaces that.
 *
 * @throws {RigFailure} code PTY_UNSUPPORTED on other systems than Linux, PTY_REFUSED when the system gives none,
 *   PTY_NAME_TAKEN when something that is no symbolic link has the name
 */
export function openPty({ directory, name }: PtyPlace): Pty {
  if (process.platform !== 'linux') {
    throw new RigFailure({
      code: 'PTY_UNSUPPORTED',
      blame: 'bench',
      message:
        'tried to make a pseudo-terminal, but this is only written for linux; use the simulated bench, or real hardware',
      facts: { platform: process.platform },
    });
  }
  mkdirSync(directory, { recursive: true });
  return new LinuxPty(join(directory, name));
}

interface OpenedPty {
  readonly masterFd: number;
  readonly slavePath: string;
}

class LinuxPty implements Pty, Master {
  readonly path: string;
  readonly #listeners = new Set<() => void>();
  #opened: OpenedPty | undefined;
  #link: MasterLink | undefined;

  constructor(path: string) {
    this.path = path;
    this.replug();
  }

  get masterFd(): number {
    assert(this.#opened !== undefined, 'the pseudo-terminal is plugged in');
    return this.#opened.masterFd;
  }

  hasClient(): boolean {
    return this.#opened !== undefined && this.status().hasClient;
  }

  status(): { readonly hasClient: boolean; readonly hasInput: boolean } {
    return pollMaster(this.masterFd);
  }

  duplicate(): number {
    return checked('dup', system().dup(this.masterFd));
  }

  link(clock: Clock, options?: LinkOptions): ByteLink {
    this.#link?.hangUp();
    this.#link = masterLink(this, clock, options);
    return this.#link;
  }

  beforeHangUp(listener: () => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  unplug(): void {
    const opened = this.#opened;
    if (opened === undefined) return;
    for (const listener of this.#listeners) listener();
    this.#link?.hangUp();
    this.#link = undefined;
    this.#opened = undefined;
    withdraw(this.path, opened.slavePath);
    closeSync(opened.masterFd);
  }

  replug(): void {
    assert(this.#opened === undefined, 'only a pulled cable can be plugged in');
    const opened = openMaster();
    try {
      publish(this.path, opened.slavePath);
    } catch (error) {
      closeSync(opened.masterFd);
      throw error;
    }
    this.#opened = opened;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#link?.[Symbol.asyncDispose]();
    this.unplug();
  }
}

function openMaster(): OpenedPty {
  const { posix_openpt, grantpt, unlockpt, ptsname_r } = system();
  const { O_RDWR, O_NOCTTY, O_NONBLOCK } = constants;
  const masterFd = checked('posix_openpt', posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  try {
    checked('grantpt', grantpt(masterFd));
    checked('unlockpt', unlockpt(masterFd));
    const nameBytes = new Uint8Array(NAME_BYTES);
    checked('ptsname_r', -Math.abs(ptsname_r(masterFd, nameBytes, nameBytes.length)));
    const slavePath = Buffer.from(nameBytes).toString('latin1').split('\0', 1).join('');
    makeRaw(slavePath);
    return { masterFd, slavePath };
  } catch (error) {
    closeSync(masterFd);
    throw error;
  }
}

// Until the slave was open once, the master can't tell that no client is there; so this also arms that.
function makeRaw(slavePath: string): void {
  const { tcgetattr, cfmakeraw, tcsetattr } = system();
  const slaveFd = openSync(slavePath, constants.O_RDWR | constants.O_NOCTTY);
  try {
    const attributes = new Uint8Array(TERMIOS_BYTES);
    checked('tcgetattr', tcgetattr(slaveFd, attributes));
    cfmakeraw(attributes);
    checked('tcsetattr', tcsetattr(slaveFd, APPLY_NOW, attributes));
  } finally {
    closeSync(slaveFd);
  }
}

/** Puts the name in its place in one step, so that nobody ever sees it missing or half made. */
function publish(path: string, slavePath: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isSymbolicLink()) {
    throw new RigFailure({
      code: 'PTY_NAME_TAKEN',
      blame: 'bench',
      message:
        'tried to publish a pseudo-terminal, but something else has its name; remove it or choose another directory',
      facts: { path },
    });
  }
  const temporaryPath = `${path}.${process.pid}`;
  rmSync(temporaryPath, { force: true });
  symlinkSync(slavePath, temporaryPath);
  renameSync(temporaryPath, path);
}

// Another process may have taken the name over meanwhile; then it is no longer ours to remove.
function withdraw(path: string, slavePath: string): void {
  const isOurs =
    lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true && readlinkSync(path) === slavePath;
  if (isOurs) unlinkSync(path);
}

function pollMaster(masterFd: number): { readonly hasClient: boolean; readonly hasInput: boolean } {
  const request = new DataView(new ArrayBuffer(POLL_BYTES));
  request.setInt32(0, masterFd, true);
  request.setInt16(4, POLL_INPUT, true);
  checked('poll', pollOnce(new Uint8Array(request.buffer)));
  const events = request.getInt16(6, true);
  return { hasClient: (events & POLL_HANG_UP) === 0, hasInput: (events & POLL_INPUT) !== 0 };
}

/** A signal, as a profiler or a child that ends sends them, interrupts even a poll that does not wait. */
function pollOnce(request: Uint8Array): number {
  let result = system().poll(request, 1, 0);
  for (let retry = 0; result < 0 && retry < POLL_RETRIES_MAX; retry += 1) result = system().poll(request, 1, 0);
  return result;
}

function checked(call: string, result: number): number {
  if (result >= 0) return result;
  throw new RigFailure({
    code: 'PTY_REFUSED',
    blame: 'bench',
    message:
      'asked the system for a pseudo-terminal, but it refused; check that /dev/ptmx and /dev/pts are there and not used up',
    facts: { call, result },
  });
}

// Linux, little endian, 64 bits: what the C library's headers say.
const O_CLOEXEC = 0x80000;
const NAME_BYTES = 64;
const TERMIOS_BYTES = 128;
const APPLY_NOW = 0;
const POLL_BYTES = 8;
const POLL_RETRIES_MAX = 100;
const POLL_INPUT = 0x01;
const POLL_HANG_UP = 0x10;

/** The C library's calls that Node lacks. They return a negative number on failure, `ptsname_r` a positive one. */
interface System {
  readonly posix_openpt: (flags: number) => number;
  readonly grantpt: (fd: number) => number;
  readonly unlockpt: (fd: number) => number;
  readonly ptsname_r: (fd: number, name: Uint8Array, length: number) => number;
  readonly tcgetattr: (fd: number, attributes: Uint8Array) => number;
  readonly cfmakeraw: (attributes: Uint8Array) => void;
  readonly tcsetattr: (fd: number, when: number, attributes: Uint8Array) => number;
  readonly poll: (requests: Uint8Array, count: number, timeoutMs: number) => number;
  readonly dup: (fd: number) => number;
}

let loadedSystem: System | undefined;

function system(): System {
  loadedSystem ??= loadSystem();
  return loadedSystem;
}

// The calls are looked up in the running program, which has some C library loaded: GNU's or musl's.
function loadSystem(): System {
  const library = load(null);
  return {
    posix_openpt: library.func('int posix_openpt(int flags)'),
    grantpt: library.func('int grantpt(int fd)'),
    unlockpt: library.func('int unlockpt(int fd)'),
    ptsname_r: library.func('int ptsname_r(int fd, _Out_ uint8_t *name, size_t length)'),
    tcgetattr: library.func('int tcgetattr(int fd, _Out_ uint8_t *attributes)'),
    cfmakeraw: library.func('void cfmakeraw(_Inout_ uint8_t *attributes)'),
    tcsetattr: library.func('int tcsetattr(int fd, int when, const uint8_t *attributes)'),
    poll: library.func('int poll(_Inout_ uint8_t *requests, unsigned long count, int timeout)'),
    dup: library.func('int dup(int fd)'),
  };
}
