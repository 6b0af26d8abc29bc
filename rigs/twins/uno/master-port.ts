import { readSync, writeSync } from 'node:fs';

const READ_BYTES = 1024;
/** More than this, and what the client does not read is lost, as on a UART. */
const UNSENT_BYTES_MAX = 16_384;

/** What a look at the port found. */
export type PortNews =
  | { readonly kind: 'no-client' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array };

/** The master of a pseudo-terminal, polled without blocking; for a thread that has no event loop to spare. */
export interface MasterPort {
  read(): PortNews;
  /** Queues a byte for the client. */
  queue(byte: number): void;
  /** Writes what is queued, as far as the client takes it. */
  flush(): void;
  /** Forgets what is queued. */
  drop(): void;
}

/** Wraps a non-blocking descriptor; whoever opened it closes it. */
export function masterPort(fd: number): MasterPort {
  const buffer = new Uint8Array(READ_BYTES);
  let unsent: number[] = [];
  return {
    read: () => {
      const length = attempt(() => readSync(fd, buffer, 0, READ_BYTES, null));
      if (length === 'EIO') return { kind: 'no-client' };
      if (length === 'EAGAIN') return { kind: 'silent' };
      return { kind: 'bytes', bytes: buffer.slice(0, length) };
    },
    queue: (byte) => {
      if (unsent.length < UNSENT_BYTES_MAX) unsent.push(byte);
    },
    flush: () => {
      if (unsent.length === 0) return;
      const written = attempt(() => writeSync(fd, Uint8Array.from(unsent)));
      if (typeof written === 'number') unsent = unsent.slice(written);
      if (written === 'EIO') unsent = [];
    },
    drop: () => {
      unsent = [];
    },
  };
}

function attempt(call: () => number): number | 'EIO' | 'EAGAIN' {
  try {
    return call();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EIO' || code === 'EAGAIN') return code;
    throw error;
  }
}
