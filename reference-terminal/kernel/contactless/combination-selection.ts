import type { ContactlessApplication } from '../../configuration.ts';
import { selectCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import { fromHex, startsWithBytes } from '../bytes.ts';
import { findObject, parseTlv } from '../tlv.ts';
import type { TlvObject } from '../tlv.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import type { DirectoryEntry } from './proximity-environment.ts';

/** One application of the card with the terminal's application and kernel for it. */
export interface Combination {
  readonly entry: DirectoryEntry;
  readonly application: ContactlessApplication;
}

/** What the card said when its application was selected. */
export interface SelectedApplication extends Combination {
  /** Objects of the file control information: 84 and those directly in A5. */
  readonly objects: readonly TlvObject[];
}

/** The kernel that this terminal has. */
const kernelIdHeld = 2;

/**
 * The combinations that card and terminal share, most wanted first. Of several terminal applications that fit one
 * entry the longest identifier wins.
 *
 * @clause EMV Book B 3.3.2.5 (full or prefix match; a kernel that is asked for must be the terminal's), 3.3.3
 *   (lowest priority value first, ties in the card's order)
 */
export function candidateCombinations(
  entries: readonly DirectoryEntry[],
  applications: readonly ContactlessApplication[],
): readonly Combination[] {
  const combinations = entries.flatMap((entry) => {
    const fitting = applications
      .filter(({ kernelId }) => kernelId === kernelIdHeld && (entry.kernelId === 0 || entry.kernelId === kernelId))
      .filter(({ aidHex }) => startsWithBytes(entry.applicationName, fromHex(aidHex)))
      .toSorted((left, right) => right.aidHex.length - left.aidHex.length);
    return fitting.slice(0, 1).map((application) => ({ entry, application }));
  });
  return combinations.toSorted((left, right) => left.entry.priority - right.entry.priority);
}

/**
 * Selects the application of a combination.
 *
 * @clause EMV Book B 3.3.3.5: an application that can't be selected gives way to the next one.
 * @clause EMV 4.4 Book 1, 11.3.4: the answer is template 6F with the file's name (84) and template A5.
 */
export async function selectApplication(
  session: CardSession,
  combination: Combination,
): Promise<({ readonly kind: 'selected' } & SelectedApplication) | KernelStop> {
  const { applicationName } = combination.entry;
  const answer = await session.transmit(selectCommand(applicationName));
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord !== statusSuccess) return { kind: 'select-next', reason: 'application-not-selectable' };
  const objects = parseFileControlInformation(answer.data);
  const fileName = objects === undefined ? undefined : findObject(objects, '84')?.value;
  if (objects === undefined || fileName === undefined || !startsWithBytes(fileName, applicationName)) {
    return { kind: 'select-next', reason: 'card-data-error' };
  }
  return { kind: 'selected', ...combination, objects };
}

function parseFileControlInformation(data: Uint8Array): readonly TlvObject[] | undefined {
  const outer = parseTlv(data);
  const template = outer.kind === 'parsed' && outer.objects.length === 1 ? findObject(outer.objects, '6F') : undefined;
  const inner = template === undefined ? undefined : parseTlv(template.value);
  if (inner?.kind !== 'parsed') return undefined;
  const proprietaryTemplate = findObject(inner.objects, 'A5');
  const proprietary = proprietaryTemplate === undefined ? undefined : parseTlv(proprietaryTemplate.value);
  if (proprietary?.kind !== 'parsed') return undefined;
  return [...inner.objects.filter(({ tag }) => tag === '84'), ...proprietary.objects];
}
