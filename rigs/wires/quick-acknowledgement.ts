import { load } from 'koffi';

/** `IPPROTO_TCP` and `TCP_QUICKACK` of Linux. */
const tcpLevel = 6;
const quickAcknowledgement = 12;

/**
 * Makes a TCP socket acknowledge at once what it received, until the kernel changes its mind: to be called again with
 * every chunk. A peer that sends a length and a payload in two writes (Debian's virtual card reader) otherwise waits 40
 * ms for the acknowledgement of the first. Does nothing on other systems than Linux.
 *
 * @param descriptor  the socket's file descriptor; a closed one is passed over
 */
export function acknowledgeAtOnce(descriptor: number): void {
  if (process.platform !== 'linux' || descriptor < 0) return;
  const one = Buffer.from(Int32Array.of(1).buffer);
  setSocketOption()(descriptor, tcpLevel, quickAcknowledgement, one, one.length);
}

type SetSocketOption = (...words: readonly [number, number, number, Buffer, number]) => number;
let loaded: SetSocketOption | undefined;

function setSocketOption(): SetSocketOption {
  loaded ??= load(null).func('int setsockopt(int, int, int, const void *, unsigned int)') as SetSocketOption;
  return loaded;
}
