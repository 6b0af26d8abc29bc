import { selectCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import { concatBytes, fromHex, startsWithBytes, toHex } from '../bytes.ts';
import { parseDol } from '../dol.ts';
import { findObject, parseTlv } from '../tlv.ts';
import type { TlvObject } from '../tlv.ts';
import type { CardSession, KernelStop } from './card-session.ts';
import type { ReaderCombination } from './pre-processing.ts';
import type { DirectoryEntry } from './proximity-environment.ts';

/** One application of the card with the terminal's application and kernel for it. */
export interface Combination extends ReaderCombination {
  readonly entry: DirectoryEntry;
}

/** What the card said when its application was selected. */
export interface SelectedApplication extends Combination {
  /** Objects of the file control information: 84 and those directly in A5. */
  readonly objects: readonly TlvObject[];
}

const applicationNameBytesMax = 16;
const qualifierKernelId = 3;
/** Provider whose cards must ask for the qualifiers. */
const qualifierProviderHex = 'A000000003';

/**
 * The combinations that card and terminal share, most wanted first. Of several terminal applications of one kernel that
 * fit one entry the longest identifier wins.
 *
 * @clause EMV Book B 3.3.2.5 (full or prefix match; a kernel that is asked for must be the terminal's), 3.3.3
 *   (lowest priority value first, ties in the card's order)
 */
export function candidateCombinations(
  entries: readonly DirectoryEntry[],
  combinations: readonly ReaderCombination[],
): readonly Combination[] {
  const candidates = entries.flatMap((entry) => {
    const fitting = combinations
      .filter(({ application }) => entry.kernelId === 0 || entry.kernelId === application.kernelId)
      .filter(({ application }) => startsWithBytes(entry.applicationName, fromHex(application.aidHex)))
      .toSorted((left, right) => right.application.aidHex.length - left.application.aidHex.length);
    const isFirstOfKernel = ({ application }: ReaderCombination, index: number): boolean =>
      fitting.findIndex((other) => other.application.kernelId === application.kernelId) === index;
    return fitting.filter(isFirstOfKernel).map((combination) => ({ ...combination, entry }));
  });
  return candidates.toSorted((left, right) => left.entry.priority - right.entry.priority);
}

/**
 * Selects the application of a combination.
 *
 * @clause EMV Book B 3.3.3.3 (extended selection), 3.3.3.5 (an application that can't be selected gives way to the next
 *   one), 3.3.3.6 (a qVSDC card that does not ask for the qualifiers is passed over)
 * @clause EMV 4.4 Book 1, 11.3.4: the answer is template 6F with the file's name (84) and template A5.
 */
export async function selectApplication(
  session: CardSession,
  combination: Combination,
): Promise<({ readonly kind: 'selected' } & SelectedApplication) | KernelStop> {
  const { applicationName } = combination.entry;
  const answer = await session.transmit(selectCommand(nameToSelect(combination)));
  if (answer.kind !== 'answered') return answer;
  const { statusWord } = answer;
  if (statusWord !== statusSuccess) return { kind: 'select-next', reason: 'application-not-selectable', statusWord };
  const objects = parseFileControlInformation(answer.data);
  const fileName = objects === undefined ? undefined : findObject(objects, '84')?.value;
  if (objects === undefined || fileName === undefined || !startsWithBytes(fileName, applicationName)) {
    return { kind: 'select-next', reason: 'card-data-error' };
  }
  if (mustAskForQualifiers(combination) && !asksForQualifiers(objects)) {
    return { kind: 'select-next', reason: 'qualifiers-not-asked-for' };
  }
  return { kind: 'selected', ...combination, objects };
}

/** @clause EMV Book B 3.3.3.3: only a reader that supports it appends the card's extended selection. */
function nameToSelect({ entry, application }: Combination): Uint8Array {
  const { applicationName, extendedSelection } = entry;
  if (application.extendedSelectionSupported !== true || extendedSelection === undefined) return applicationName;
  const extended = concatBytes([applicationName, extendedSelection]);
  return extended.length > applicationNameBytesMax ? applicationName : extended;
}

function mustAskForQualifiers({ entry, application }: Combination): boolean {
  const providerHex = toHex(entry.applicationName.subarray(0, 5));
  return application.kernelId === qualifierKernelId && providerHex === qualifierProviderHex;
}

/** Whether the card's list asks for the reader's qualifiers (9F66). */
export function asksForQualifiers(objects: readonly TlvObject[]): boolean {
  const list = parseDol(findObject(objects, '9F38')?.value ?? new Uint8Array());
  return list.kind === 'parsed' && list.entries.some(({ tag }) => tag === '9F66');
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
