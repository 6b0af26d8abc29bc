import { statusSuccess } from '../application-protocol-data-unit.ts';
import { byteAt, fromHex } from '../bytes.ts';
import type { KernelStop } from '../contactless/card-session.ts';
import { buildDol, parseDol } from '../dol.ts';
import { hasHash, openFrame, recover } from '../offline-data-authentication/recovery.ts';
import type { PublicKey } from '../offline-data-authentication/recovery.ts';
import { findObject, parseTlv } from '../tlv.ts';
import { internalAuthenticateCommand } from './card-commands.ts';
import type { ContactContext } from './contact-context.ts';

/** What a dynamic signature came to. */
export type DynamicAuthenticated =
  | { readonly kind: 'verified' }
  | { readonly kind: 'refused'; readonly reason: string }
  | Exclude<KernelStop, { kind: 'select-next' }>;

const signedDynamicDataFormat = 0x05;
const sha1Algorithm = 0x01;
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
  const signature = signatureOf(answer.data);
  if (signature === undefined) return { kind: 'ended', reason: 'card-data-error' };
  data.set('9F4B', signature);
  return judge(context, signature, { cardKey, terminalDynamicData });
}

/** @clause EMV 4.4 Book 2, 6.5.2 steps 1 to 7 */
function judge(
  context: ContactContext,
  signature: Uint8Array,
  facts: { readonly cardKey: PublicKey; readonly terminalDynamicData: Uint8Array },
): DynamicAuthenticated {
  const recovered = recover(signature, facts.cardKey);
  if (recovered === undefined) return { kind: 'refused', reason: 'signature-not-recoverable' };
  const frame = openFrame(recovered, signedDynamicDataFormat);
  if (frame === undefined || frame.content.length < 3) return { kind: 'refused', reason: 'signature-wrong-frame' };
  if (byteAt(frame.content, 1) !== sha1Algorithm) return { kind: 'refused', reason: 'signature-unknown-algorithm' };
  if (!hasHash(frame, [facts.terminalDynamicData])) return { kind: 'refused', reason: 'signature-wrong-hash' };
  const dynamicBytes = byteAt(frame.content, 2);
  const numberBytes = frame.content[3] ?? 0;
  const isWhole = numberBytes >= 2 && numberBytes <= 8 && numberBytes + 1 <= dynamicBytes;
  if (!isWhole || frame.content.length < 3 + dynamicBytes) {
    return { kind: 'refused', reason: 'signature-wrong-dynamic-data' };
  }
  context.data.set('9F4C', frame.content.slice(4, 4 + numberBytes));
  return { kind: 'verified' };
}

/** Template 80 is the signature itself, template 77 holds it as tag 9F4B. */
function signatureOf(answer: Uint8Array): Uint8Array | undefined {
  const parsed = parseTlv(answer);
  const [template, ...others] = parsed.kind === 'parsed' ? parsed.objects : [];
  if (template === undefined || others.length > 0) return undefined;
  if (template.tag === '80') return template.value;
  const inner = template.tag === '77' ? parseTlv(template.value) : undefined;
  return inner?.kind === 'parsed' ? findObject(inner.objects, '9F4B')?.value : undefined;
}
