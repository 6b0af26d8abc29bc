import type { TlsFault, TlsTrouble } from './fault.ts';

/** The next connections to the host meet one that is not who it should be, or speaks only versions that are not safe. */
export function tlsFailure(trouble: TlsTrouble): TlsFault {
  return { target: 'host-tls', name: 'tls-failure', facts: { trouble }, trouble };
}
