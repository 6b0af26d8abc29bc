import { selectCommand, statusSuccess } from '../application-protocol-data-unit.ts';
import { concatBytes } from '../bytes.ts';
import { readScript, scriptResult } from '../issuer-script.ts';
import type { Completed, IssuerScript, OnlineAnswer, TransactionData } from '../outcome.ts';
import type { CardSession } from './card-session.ts';

/** A second presentation of the card, or that it never came. */
export type SecondTap = <T>(withCard: (session: CardSession) => Promise<T>) => Promise<T | undefined>;

/** Response codes with which an issuer approves. */
const approvals: ReadonlySet<string> = new Set(['00', '10', '11']);
const commandCountMax = 16;
/** First bytes of status words that let a script go on. */
const goodStatuses: ReadonlySet<number> = new Set([0x90, 0x62, 0x63]);

/**
 * Issuer update processing of kernel 3: when the host's answer holds something for the card, the cardholder presents it
 * again, the same application is selected, and authentication data and scripts are delivered. Money is decided by the
 * host alone: what the card does with the update changes nothing about it.
 *
 * @clause EMV Book B 3.3.1 (an issuer's answer leads straight to the final selection of the same combination); C-3
 *   5.8.1.2 and issuer update processing
 * @reads A card that does not come back is no reason to decline.
 */
export async function completeWithUpdate(
  data: TransactionData,
  answer: OnlineAnswer,
  secondTap: SecondTap,
): Promise<Completed> {
  if (answer.kind === 'unable') return { kind: 'declined', data, reason: 'unable-to-go-online' };
  const isApproved = approvals.has(answer.responseCode);
  const ended = (objects: TransactionData['objects']): Completed => ({
    kind: isApproved ? 'approved' : 'declined',
    reason: isApproved ? 'approved-online' : 'declined-by-issuer',
    data: { ...data, objects },
  });
  const name = data.objects.get('84');
  const authenticationData = answer.objects.get('91');
  if (name === undefined || (authenticationData === undefined && answer.scripts.length === 0))
    return ended(data.objects);
  const results = await secondTap(async (session) => {
    const selected = await session.transmit(selectCommand(name));
    if (selected.kind !== 'answered' || selected.statusWord !== statusSuccess) return undefined;
    if (authenticationData !== undefined) {
      const head = Uint8Array.of(0x00, 0x82, 0x00, 0x00, authenticationData.length);
      await session.transmit(concatBytes([head, authenticationData]));
    }
    const scriptResults: Uint8Array[] = [];
    for (const script of answer.scripts) scriptResults.push(await runScript(session, script));
    return concatBytes(scriptResults);
  });
  const undelivered = concatBytes(
    answer.scripts.map(({ value }) => scriptResult(readScript(value).identifier, 'not-performed')),
  );
  return ended(new Map([...data.objects, ['9F5B', results ?? undelivered]]));
}

/** @clause EMV 4.4 Book 3, 10.10: commands (86) in order, an error ends the script; Book 4, 12.2.4 */
async function runScript(session: CardSession, { value }: IssuerScript): Promise<Uint8Array> {
  const { identifier, commands } = readScript(value);
  if (commands === undefined) return scriptResult(identifier, 'not-performed');
  for (const [index, command] of commands.slice(0, commandCountMax).entries()) {
    const answer = await session.transmit(command);
    if (answer.kind === 'answered' && goodStatuses.has(answer.statusWord >> 8)) continue;
    return scriptResult(identifier, 'failed', index + 1);
  }
  return scriptResult(identifier, 'successful');
}
