import { RigFailure } from '#drivers/ports/failure.ts';
import { problemInWords, readTerminalConfiguration, type DurableStore, type TerminalConfiguration } from '#terminal';
import { profileChanges, type ProfileChanges } from './terminal-profiles.table.ts';
import { referenceConfiguration, schemeToday } from './test-scheme.ts';

/** A terminal as a scenario wants it: how it is configured, and what it went through before. */
export interface TerminalProfile {
  readonly configuration: TerminalConfiguration;
  /** Whether it can ask the person before it. */
  readonly asks: boolean;
  /** Writes into a new store what the terminal knows when the case begins. */
  age(store: DurableStore): void;
}

/** Names of all profiles. */
export const profileNames: ReadonlySet<string> = new Set(Object.keys(profileChanges));

/**
 * The terminal of a profile; the one of `reference-terminal.yaml` without a name.
 *
 * @throws {RigFailure} code CONFIGURATION_REFUSED when the terminal would not start with it
 */
export function terminalProfile(name: string | undefined): TerminalProfile {
  const changes = name === undefined ? undefined : profileChanges[name];
  if (changes === undefined) {
    return { configuration: referenceConfiguration, asks: true, age: () => undefined };
  }
  const contact = contactOf(referenceConfiguration, changes);
  const configuration = {
    ...referenceConfiguration,
    ...changes.terminal,
    ...(changes.contactless === undefined ? {} : { applications: applicationsOf(changes.contactless) }),
    ...(contact === undefined ? {} : { contact: { ...contact, ...changes.contact } }),
  };
  refuseUnlawful(`profile ${name}`, configuration);
  const { lastKeySerialNumberHex } = changes;
  const firstHex = configuration.contact?.onlinePin?.keySerialNumberHex;
  return {
    configuration,
    asks: changes.hasNobodyToAsk !== true,
    age(store) {
      if (lastKeySerialNumberHex === undefined || firstHex === undefined) return;
      store.takeKeySerialNumber(bytesOf(firstHex), () => bytesOf(lastKeySerialNumberHex));
    },
  };
}

function contactOf({ contact }: TerminalConfiguration, changes: ProfileChanges): TerminalConfiguration['contact'] {
  if (contact === undefined || changes.lacksPinKey !== true) return contact;
  const { onlinePin: _, ...keyless } = contact;
  return keyless;
}

function applicationsOf({ aidHex, change }: NonNullable<ProfileChanges['contactless']>) {
  return referenceConfiguration.applications
    .filter((application) => application.aidHex === aidHex)
    .map((application) => ({ ...application, ...change }));
}

/** The keys of the test authority are put in by the bench, one of them damaged on purpose: they are not looked at. */
function refuseUnlawful(name: string, configuration: TerminalConfiguration): void {
  const text = JSON.stringify({
    ...configuration,
    certificationAuthorityKeys: [],
    certificationAuthorityCurveKeys: [],
  });
  const read = readTerminalConfiguration(text, { today: schemeToday });
  if (read.kind === 'read') return;
  throw new RigFailure({
    code: 'CONFIGURATION_REFUSED',
    blame: 'bench',
    message: `could not configure the terminal:\n${read.problems.map((problem) => problemInWords(name, problem)).join('\n')}`,
  });
}

function bytesOf(textHex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(textHex, 'hex'));
}
