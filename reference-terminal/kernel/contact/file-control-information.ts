import { findObject, parseTlv } from '../tlv.ts';
import type { TlvObject } from '../tlv.ts';

/** What a card says about a file that was selected. */
export interface FileControlInformation {
  /** Tag 84. */
  readonly name: Uint8Array;
  /** Tag 84 and the objects directly in template A5. */
  readonly objects: readonly TlvObject[];
}

/**
 * Takes the answer to SELECT apart; undefined when it is no template 6F with a name of 5 to 16 bytes and a template A5.
 *
 * @clause EMV 4.4 Book 1, 11.3.4
 */
export function parseFileControlInformation(answer: Uint8Array): FileControlInformation | undefined {
  const outer = parseTlv(answer);
  const [template, ...others] = outer.kind === 'parsed' ? outer.objects : [];
  if (template?.tag !== '6F' || others.length > 0) return undefined;
  const inner = parseTlv(template.value);
  if (inner.kind === 'malformed') return undefined;
  const name = findObject(inner.objects, '84');
  const proprietaryTemplate = findObject(inner.objects, 'A5');
  if (name === undefined || proprietaryTemplate === undefined) return undefined;
  if (name.value.length < 5 || name.value.length > 16) return undefined;
  const proprietary = parseTlv(proprietaryTemplate.value);
  if (proprietary.kind === 'malformed') return undefined;
  return { name: name.value, objects: [name, ...proprietary.objects] };
}
