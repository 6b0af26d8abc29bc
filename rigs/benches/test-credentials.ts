import { readFileSync } from 'node:fs';
import type { Credentials, TlsServerTerms } from '#drivers/network/tls.ts';
import type { TlsTrouble } from '#rigs/faults/fault.ts';

/** The name that a terminal holds its host to. */
export const hostName = 'host.touchstone.test';

/** The only authority that terminal and host trust, in PEM. */
export const trustedAuthority = readPem('authority');

/** How the terminal shows who it is. */
export const terminalCredentials = credentialsOf('terminal');

const usual: TlsServerTerms = { credentials: credentialsOf('host'), clientAuthority: trustedAuthority };

const troubled: Readonly<Record<TlsTrouble, TlsServerTerms>> = {
  'expired-certificate': { ...usual, credentials: credentialsOf('expired-host') },
  'wrong-name': { ...usual, credentials: credentialsOf('elsewhere') },
  'unknown-authority': { ...usual, credentials: credentialsOf('stranger') },
  'old-version': { ...usual, versions: { min: 'TLSv1', max: 'TLSv1.1' } },
};

/** How the host presents itself, with what is wrong with it. */
export function hostTerms(trouble: TlsTrouble | undefined): TlsServerTerms {
  return trouble === undefined ? usual : troubled[trouble];
}

function credentialsOf(name: string): Credentials {
  return { certificate: readPem(name), key: readPem(`${name}.key`) };
}

function readPem(name: string): string {
  return readFileSync(new URL(`test-credentials/${name}.pem`, import.meta.url), 'utf8');
}
