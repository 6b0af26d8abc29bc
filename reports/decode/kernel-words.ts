import type { Happening } from '#drivers/ports/evidence.ts';
import type { ApduReading } from './apdu.ts';
import { describeDataObject, tagLabel } from './data-object.ts';
import type { DecodedRow } from './decoded.ts';

/** What a step of the kernel came to, in the words of what it is about. */
export function stepTitle(event: Extract<Happening, { kind: 'kernel' }>, reading: ApduReading): string {
  const { step, facts } = event;
  const said = (tagHex: string): string =>
    facts[tagHex] === undefined ? '' : describeDataObject({ tagHex, valueHex: facts[tagHex] }, reading);
  const main: Readonly<Record<string, readonly (string | undefined)[]>> = {
    'offline-data-authentication': [facts['method'], facts['result'], facts['reason']],
    'cardholder-verification': [said('9F34'), facts['method'], said('9F6C')],
    'action-analysis': [facts['requested'] === undefined ? undefined : `asks for ${facts['requested']}`],
    cryptogram: [said('9F27'), signatureWords(facts)],
    'final-cryptogram': [said('9F27'), signatureWords(facts)],
    'card-decision': [said('9F27')],
    outcome: [facts['kind'], facts['reason']],
    completed: [facts['kind'], facts['reason']],
    'issuer-authentication': [facts['result']],
    'relay-resistance': [facts['result']],
    'enhanced-data-authentication': [facts['result']],
    'data-envelopes': [said('9F821C'), said('9F821B')],
    restrictions: [said('95')],
    risk: [said('95')],
    initiated: [said('82')],
  };
  const words = (main[step] ?? []).filter((word) => word !== undefined && word !== '');
  const title = words.length === 0 ? step : `${step}: ${words.join(', ')}`;
  return facts['why'] === undefined ? title : `${title}: ${facts['why']}`;
}

function signatureWords({ signature, reason }: Readonly<Record<string, string>>): string | undefined {
  if (signature === undefined || signature === 'none') return undefined;
  return `signature ${signature}${reason === undefined ? '' : ` (${reason})`}`;
}

/** Kernel facts are named by tag where the fact is a data object, else by a word. */
export function kernelRows(facts: Readonly<Record<string, string>>, reading: ApduReading): readonly DecodedRow[] {
  return Object.entries(facts).map(([name, value]) => ({
    depth: 0,
    label: tagLabel(name),
    value,
    meaning: describeDataObject({ tagHex: name, valueHex: value }, reading),
  }));
}
