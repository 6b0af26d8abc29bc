import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { $ } from 'zx';

/** A program outside npm that a step needs. */
export interface SystemPackage {
  /** What it is for, in a message. */
  readonly purpose: string;
  readonly program: string;
  readonly debianPackage: string;
  /** What goes with it and is no program of its own. */
  readonly alsoDebianPackages?: readonly string[];
}

/** A Java runtime, for the Allure report. */
export const javaRuntime: SystemPackage = {
  purpose: 'the Allure report',
  program: 'java',
  debianPackage: 'default-jre-headless',
};

/** A browser, for the tests that look at the report as a person does. */
export const chromium: SystemPackage = {
  purpose: 'the tests of the report in a browser',
  program: 'chromium',
  debianPackage: 'chromium',
};

/** The PC/SC daemon, for the tests that put a card of ours behind it. */
export const pcscDaemon: SystemPackage = {
  purpose: 'the tests of PC/SC readers',
  program: 'pcscd',
  debianPackage: 'pcscd',
  alsoDebianPackages: ['vsmartcard-vpcd'],
};

/** A dissector of other people's making, for the test that shows it every message. */
export const dissector: SystemPackage = {
  purpose: 'the test of ISO 8583 messages in a dissector',
  program: 'tshark',
  debianPackage: 'tshark',
};

/** Whether the program is there; if not, what to do, in a sentence. */
export type Availability = { readonly isThere: true } | { readonly isThere: false; readonly advice: string };

/** An installation that hangs is given up: the step then counts as not run. */
const installTimeout = '240s';

/**
 * Makes sure that a program is there: installs it with apt when this is Debian and we are root, else says what to
 * install. Never throws: the caller counts the step as not run.
 */
export async function ensureProgram(wanted: SystemPackage, note: (text: string) => void): Promise<Availability> {
  if (isOnPath(wanted.program)) return { isThere: true };
  const packages = [wanted.debianPackage, ...(wanted.alsoDebianPackages ?? [])];
  const advice = `install ${wanted.program} (on Debian: apt-get install ${packages.join(' ')})`;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version') || !isOnPath('apt-get'))
    return { isThere: false, advice };
  note(`installing ${wanted.debianPackage} with apt for ${wanted.purpose} (once)`);
  const quiet = $({
    nothrow: true,
    quiet: true,
    timeout: installTimeout,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  await quiet`apt-get update`;
  const result = await quiet`apt-get install -y --no-install-recommends ${packages}`;
  if (isOnPath(wanted.program)) return { isThere: true };
  const last = result.stderr.trim().split('\n').at(-1) ?? '';
  return { isThere: false, advice: `${advice}; apt could not do it here${last === '' ? '' : `: ${last}`}` };
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch (error) {
      if (!Error.isError(error)) throw error;
      return false;
    }
  });
}
