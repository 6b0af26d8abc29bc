import type { Cardholder } from '../../needs.ts';
import { selectCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import { sameBytes, toHex } from '../bytes.ts';
import type { CardSession, KernelStop } from '../contactless/card-session.ts';
import type { TlvObject } from '../tlv.ts';
import type { Candidate } from './candidate-list.ts';
import { parseFileControlInformation } from './file-control-information.ts';

/** An application that the card has selected. */
export interface SelectedContactApplication {
  readonly candidate: Candidate;
  /** Objects of the file control information: 84 and those directly in A5. */
  readonly objects: readonly TlvObject[];
}

/** What choosing came to. */
export type CandidateChosen =
  | { readonly kind: 'chosen'; readonly candidate: Candidate }
  | Extract<KernelStop, { kind: 'ended' }>;

const statusNotSupported = 0x6a81;

/**
 * Candidates in the order in which they are offered: by priority, those without one last, ties as the card had them.
 *
 * @clause EMV 4.4 Book 1, 12.4
 */
export function inOrderOfPriority(candidates: readonly Candidate[]): readonly Candidate[] {
  const rank = ({ priority }: Candidate): number => (priority === 0 ? 16 : priority);
  return candidates.toSorted((left, right) => rank(left) - rank(right));
}

/**
 * Chooses one candidate: a single one that needs no confirmation at once, everything else by the cardholder where the
 * terminal can ask; otherwise the first that needs no confirmation.
 *
 * @clause EMV 4.4 Book 1, 12.4: an application that must be confirmed and can't be is not selected.
 */
export async function chooseCandidate(
  candidates: readonly Candidate[],
  cardholder: Cardholder | undefined,
): Promise<CandidateChosen> {
  const ordered = inOrderOfPriority(candidates);
  const [first, second] = ordered;
  if (first === undefined) return { kind: 'ended', reason: 'no-common-application' };
  if (cardholder === undefined) {
    const candidate = ordered.find(({ needsConfirmation }) => !needsConfirmation);
    return candidate === undefined
      ? { kind: 'ended', reason: 'confirmation-not-possible' }
      : { kind: 'chosen', candidate };
  }
  if (second === undefined) {
    const isWanted = !first.needsConfirmation || (await cardholder.confirmApplication(labelOf(first)));
    return isWanted ? { kind: 'chosen', candidate: first } : { kind: 'ended', reason: 'cancelled' };
  }
  const index = await cardholder.chooseApplication(ordered.map(labelOf));
  const candidate = index === undefined ? undefined : ordered[index];
  return candidate === undefined ? { kind: 'ended', reason: 'cancelled' } : { kind: 'chosen', candidate };
}

/**
 * The final SELECT of a chosen application. Whatever fails sends back to the list without this candidate, unless the
 * card says that it is blocked.
 *
 * @clause EMV 4.4 Book 1, 12.4 (the answer's name must be the one asked for)
 */
export async function selectCandidate(
  session: CardSession,
  candidate: Candidate,
): Promise<({ readonly kind: 'selected' } & SelectedContactApplication) | KernelStop> {
  const answer = await session.transmit(selectCommand(candidate.applicationName));
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord === statusNotSupported) return { kind: 'ended', reason: 'card-blocked' };
  if (answer.statusWord !== statusSuccess) return { kind: 'select-next', reason: 'application-not-selectable' };
  const information = parseFileControlInformation(answer.data);
  if (information === undefined || !sameBytes(information.name, candidate.applicationName)) {
    return { kind: 'select-next', reason: 'card-data-error' };
  }
  return { kind: 'selected', candidate, objects: information.objects };
}

/**
 * What the cardholder reads: the preferred name where the terminal can show its alphabet, otherwise the label, otherwise
 * the identifier.
 *
 * @clause EMV 4.4 Book 1, 12.4; Book 4, 11.3 (code table 1, ISO 8859-1, is the one that this terminal has)
 */
function labelOf({ preferredName, codeTableIndex, label, applicationName }: Candidate): string {
  const shown = preferredName !== undefined && codeTableIndex === 1 ? preferredName : label;
  const text = shown === undefined ? '' : Buffer.from(shown).toString('latin1').trim();
  return text === '' ? toHex(applicationName) : text;
}
