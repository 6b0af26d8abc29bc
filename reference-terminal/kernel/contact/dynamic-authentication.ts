import { statusSuccess } from '../application-protocol-data-unit.ts';
import { fromHex } from '../bytes.ts';
import type { KernelStop } from '../contactless/card-session.ts';
import { buildDol, parseDol } from '../dol.ts';
import { dynamicSignatureIn, verifyDynamicSignature } from '../offline-data-authentication/dynamic-signature.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import { internalAuthenticateCommand } from './card-commands.ts';
import type { ContactContext } from './contact-context.ts';

/** What a dynamic signature came to. */
export type DynamicAuthenticated =
  | { readonly kind: 'verified' }
  | { readonly kind: 'refused'; readonly reason: string }
  | Exclude<KernelStop, { kind: 'select-next' }>;

const unpredictableNumberTag = '9F37';

/**
 * Dynamic data authentication: the card signs what its list, or the terminal's default list, asks for.
 *
 * @clause EMV 4.4 Book 2, 6.5: a list without unpredictable number makes the method fail, as does the want of any list;
 *   Book 3, 6.5.9
 */
export async function performDynamicAuthentication(
  context: ContactContext,
  cardKey: PublicKey,
): Promise<DynamicAuthenticated> {
  const { data, application, session } = context;
  const defaultList = application.defaultDynamicDataObjectListHex;
  const encoded = data.get('9F49') ?? (defaultList === undefined ? undefined : fromHex(defaultList));
  const list = encoded === undefined ? undefined : parseDol(encoded);
  if (list?.kind !== 'parsed') return { kind: 'refused', reason: 'no-dynamic-data-object-list' };
  if (!list.entries.some(({ tag }) => tag === unpredictableNumberTag)) {
    return { kind: 'refused', reason: 'list-without-unpredictable-number' };
  }
  const terminalDynamicData = buildDol(list.entries, (tag) => data.get(tag));
  const answer = await session.transmit(internalAuthenticateCommand(terminalDynamicData));
  if (answer.kind === 'select-next') return { kind: 'ended', reason: answer.reason };
  if (answer.kind !== 'answered') return answer;
  if (answer.statusWord !== statusSuccess) return { kind: 'ended', reason: 'card-status-error' };
  const signature = dynamicSignatureIn(answer.data);
  if (signature === undefined) return { kind: 'ended', reason: 'card-data-error' };
  data.set('9F4B', signature);
  const verified = verifyDynamicSignature(signature, cardKey, { terminalDynamicData });
  if (verified.kind === 'verified') data.set('9F4C', verified.cardDynamicNumber);
  return verified;
}
