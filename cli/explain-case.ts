import { terminalInputTags } from '#rigs/sim/issuer/cryptogram.ts';
import { cryptogramVersions, type CryptogramVersionName } from '#rigs/sim/issuer/cryptogram-versions.table.ts';
import { explainApplicationCryptogram } from '#rigs/sim/issuer/explain/application-cryptogram.ts';
import { explainCheckValue } from '#rigs/sim/issuer/explain/check-value.ts';
import type { FaultSearch } from '#rigs/sim/issuer/explain/fault-search.ts';
import { explainResponseCryptogram } from '#rigs/sim/issuer/explain/response-cryptogram.ts';
import { explainScriptMac, type ScriptMacCase } from '#rigs/sim/issuer/explain/script-mac.ts';
import { explainSignature } from '#rigs/sim/issuer/explain/signature.ts';
import { walkTlv } from '#rigs/sim/issuer/tlv.ts';
import { CaseFields } from './explain-fields.ts';
import { UsageError } from './usage-error.ts';

/** Enough for every pair of known mistakes; a few seconds at most. */
const triesMaxUsual = 20_000;

const kinds = ['application', 'response', 'script', 'sda', 'dda', 'cda', 'dcvv'] as const;
type Kind = (typeof kinds)[number];
/** What people call them. */
const otherNames: Readonly<Record<string, Kind>> = {
  arqc: 'application',
  tc: 'application',
  aac: 'application',
  arpc: 'response',
  mac: 'script',
};

const commonFields = ['what', 'objects', 'field55', 'alternatives', 'triesMax'];
const keyFields = ['card', 'version', 'otherKeys'];
const knownFields: Readonly<Record<Kind, readonly string[]>> = {
  application: [...commonFields, ...keyFields, 'amountMinor'],
  response: [...commonFields, ...keyFields, 'issuerAuthenticationData'],
  script: [...commonFields, ...keyFields, 'command', 'commands', 'macLength', 'previousMac'],
  sda: [...commonFields, 'caKeys', 'staticData'],
  dda: [...commonFields, 'caKeys', 'staticData', 'terminalData'],
  cda: [...commonFields, 'caKeys', 'staticData', 'terminalData', 'transactionData'],
  dcvv: ['what', 'objects', 'card', 'otherKeys', 'derivationOption', 'expiry', 'serviceCode', 'checkValue'],
};

/** A case that was searched. */
export interface ExplainedCase {
  readonly what: Kind;
  readonly search: FaultSearch;
  /** Which of several it is about: 'command 2 of 3'. */
  readonly where?: string;
}

/** Reads a case and searches it. @throws {UsageError} naming the field that is wrong */
export function explainCase(value: unknown): ExplainedCase {
  const fields = new CaseFields(value);
  const found = fields.text('what', /^[A-Za-z]+$/u, `one of ${kinds.join(', ')}`).toLowerCase();
  const what = kinds.find((kind) => kind === (otherNames[found] ?? found));
  if (what === undefined) throw new UsageError(`field 'what' must be one of ${kinds.join(', ')}`);
  fields.allow(knownFields[what]);
  return { what, ...searchCase(what, fields) };
}

function searchCase(what: Kind, fields: CaseFields): Omit<ExplainedCase, 'what'> {
  const objects = objectsIn(fields);
  const alternatives = alternativesIn(fields);
  const triesMax = Math.min(fields.number('triesMax') ?? triesMaxUsual, triesMaxUsual);
  switch (what) {
    case 'application': {
      requireTags(objects, ['9F26', '9F36', '9F10']);
      const known = keysIn(fields, objects);
      const isMinimum = cryptogramVersions[known.version].issuerPart === 'minimum';
      requireTags(objects, isMinimum ? ['9F02', '9F37'] : terminalInputTags);
      const amountMinor = fields.number('amountMinor');
      return { search: explainApplicationCryptogram({ ...known, objects, alternatives, amountMinor }, triesMax) };
    }
    case 'response': {
      requireTags(objects, ['9F26', '9F36']);
      const issuerAuthenticationData = fields.bytes('issuerAuthenticationData', [8, 9, 10, 11, 12, 13, 14, 15, 16]);
      const known = { ...keysIn(fields, objects), objects, alternatives, issuerAuthenticationData };
      const { responseKey, sessionKeyMethod } = cryptogramVersions[known.version];
      const takesNumber = responseKey === 'session' && sessionKeyMethod === 'counter-and-unpredictable-number';
      if (takesNumber) requireTags(objects, ['9F37']);
      return { search: explainResponseCryptogram(known, triesMax) };
    }
    case 'script':
      requireTags(objects, ['9F26', '9F36']);
      return explainScripts({ ...keysIn(fields, objects), objects, alternatives }, scriptIn(fields), triesMax);
    case 'sda':
    case 'dda':
    case 'cda':
      requireTags(objects, signatureTags[what]);
      return { search: explainSignature({ method: what, objects, alternatives, ...signatureIn(what, fields) }) };
    case 'dcvv':
      requireTags(objects, ['9F36']);
      return { search: explainCheckValue({ ...cardIn(fields), ...checkValueIn(fields, objects) }) };
    default:
      return what satisfies never;
  }
}

/** Objects without which there is no signature to follow. */
const signatureTags = {
  sda: ['8F', '90', '9F32', '93'],
  dda: ['8F', '90', '9F32', '9F46', '9F47', '9F4B'],
  cda: ['8F', '90', '9F32', '9F46', '9F47', '9F4B', '9F26', '9F27'],
} as const;

/**
 * The commands of one script, each with the MAC of the one before it: the first that is wrong is explained.
 *
 * @clause EMV 4.4 Book 2, 9.2.3.1 (a chain of MACs, where card and issuer have agreed on one)
 */
function explainScripts(
  known: Omit<ScriptMacCase, 'command' | 'macLength' | 'previousMac'>,
  { commands, macLength, previousMac }: ReturnType<typeof scriptIn>,
  triesMax: number,
): Omit<ExplainedCase, 'what'> {
  let before = previousMac;
  let triedCount = 0;
  for (const [index, command] of commands.entries()) {
    const search = explainScriptMac({ ...known, command, macLength, previousMac: before }, triesMax);
    triedCount += search.triedCount;
    if (!search.isRight) {
      const found = { search: { ...search, triedCount } };
      return commands.length === 1 ? found : { ...found, where: `command ${index + 1} of ${commands.length}` };
    }
    before = command.slice(-macLength);
  }
  return { search: { explanations: [], isRight: true, triedCount, isCut: false } };
}

function scriptIn(fields: CaseFields) {
  if (fields.has('command') === fields.has('commands')) {
    throw new UsageError(
      "a script has either field 'command', or field 'commands': a list of them in the order of sending",
    );
  }
  const commands = fields.has('commands') ? fields.bytesList('commands') : [fields.bytes('command')];
  if (commands.length === 0) throw new UsageError("field 'commands' is an empty list");
  const macLength = fields.number('macLength') ?? 8;
  if (macLength < 4 || macLength > 8) throw new UsageError("field 'macLength' must be 4 to 8");
  for (const [index, command] of commands.entries()) {
    const name = fields.has('commands') ? `commands[${index}]` : 'command';
    if (command.length < 5 + macLength) {
      throw new UsageError(`field '${name}' must hold CLA INS P1 P2 Lc, data and the MAC at its end`);
    }
    if (command[4] !== command.length - 5) {
      const there = `its length byte says ${command[4] ?? 0}, ${command.length - 5} bytes follow`;
      throw new UsageError(`field '${name}' is not a whole command: ${there} (no Le behind the MAC)`);
    }
  }
  const previousMac = fields.has('previousMac') ? fields.bytes('previousMac', [4, 5, 6, 7, 8]) : undefined;
  return { commands, macLength, previousMac };
}

function signatureIn(what: 'sda' | 'dda' | 'cda', fields: CaseFields) {
  const caKeys = fields.innerList('caKeys').map((key) => {
    key.allow(['index', 'modulus', 'exponent']);
    return { index: key.bytes('index', [1])[0] ?? 0, modulus: key.bytes('modulus'), exponent: key.bytes('exponent') };
  });
  return {
    caKeys,
    staticData: fields.bytes('staticData'),
    terminalData: what === 'sda' ? new Uint8Array() : fields.bytes('terminalData'),
    transactionData: what === 'cda' ? fields.bytes('transactionData') : new Uint8Array(),
  };
}

function checkValueIn(fields: CaseFields, objects: ReadonlyMap<string, Uint8Array>) {
  const option = fields.has('derivationOption') ? fields.text('derivationOption', /^[AB]$/u, 'A or B') : 'A';
  return {
    derivationOption: option === 'B' ? ('B' as const) : ('A' as const),
    expiry: fields.text('expiry', /^\d{4}$/u, 'four digits, YYMM'),
    serviceCode: fields.text('serviceCode', /^\d{3}$/u, 'three digits'),
    checkValue: fields.text('checkValue', /^\d{3,5}$/u, 'three to five digits'),
    counter: objects.get('9F36') ?? new Uint8Array(2),
  };
}

function keysIn(fields: CaseFields, objects: ReadonlyMap<string, Uint8Array>) {
  return { ...cardIn(fields), version: versionIn(fields, objects) };
}

function cardIn(fields: CaseFields) {
  const card = fields.inner('card').allow(['pan', 'panSequenceNumber', 'masterKey', 'cardKey']);
  const isCardKey = card.has('cardKey');
  if (isCardKey === card.has('masterKey')) {
    throw new UsageError(
      "field 'card' must have either masterKey (the issuer's) or cardKey, 16 bytes of hexadecimal text",
    );
  }
  const pan =
    isCardKey && !card.has('pan')
      ? ''
      : card.text('pan', /^(?:\d ?){8,19}$/u, '8 to 19 digits, as text').replaceAll(' ', '');
  // Tag 5F34 has two digits, DE 23 three.
  const panSequenceNumber = card.has('panSequenceNumber')
    ? card
        .text('panSequenceNumber', /^\d{1,3}$/u, 'one to three digits, as text')
        .padStart(2, '0')
        .slice(-2)
    : '00';
  const others = fields.inner('otherKeys');
  return {
    masterKey: card.bytes(isCardKey ? 'cardKey' : 'masterKey', [16]),
    isCardKey,
    pan,
    panSequenceNumber,
    otherKeys: new Map(others.names().map((name) => [name, others.bytes(name, [16])] as const)),
  };
}

/** As the case says it, or as tag 9F10 does: Visa has its version third or, in format 2, second like M/Chip. */
function versionIn(fields: CaseFields, objects: ReadonlyMap<string, Uint8Array>): CryptogramVersionName {
  const names = Object.keys(cryptogramVersions) as CryptogramVersionName[];
  if (fields.has('version')) {
    const said = fields.text('version', /^[\w-]+$/u, `one of ${names.join(', ')}`);
    const name = names.find((each) => each === said);
    if (name === undefined) throw new UsageError(`field 'version' must be one of ${names.join(', ')}`);
    return name;
  }
  const data = objects.get('9F10') ?? new Uint8Array();
  const positions = { 'm-chip': 1, visa: 2, 'visa-long': 1 } as const;
  const isVisa = (data[0] ?? 0) + 1 <= data.length && (data[0] ?? 0) >= 6;
  const name = names.find((each) => {
    const { layout, number } = cryptogramVersions[each];
    return (layout !== 'm-chip') === isVisa && data[positions[layout]] === number;
  });
  if (name === undefined) {
    throw new UsageError(
      `field 'version' is missing and tag 9F10 does not tell; it must be one of ${names.join(', ')}`,
    );
  }
  return name;
}

function objectsIn(fields: CaseFields): ReadonlyMap<string, Uint8Array> {
  const objects = new Map<string, Uint8Array>();
  if (fields.has('field55')) {
    const walked = walkTlv(fields.bytes('field55'));
    if (walked.kind === 'malformed')
      throw new UsageError(`field 'field55' is no row of data objects: ${walked.reason}`);
    for (const [tag, value] of walked.objects) objects.set(tag, value);
  }
  const single = fields.inner('objects');
  for (const tag of single.names()) objects.set(tagOf(tag, 'objects'), single.bytes(tag));
  return objects;
}

function alternativesIn(fields: CaseFields): ReadonlyMap<string, readonly Uint8Array[]> {
  const offered = fields.inner('alternatives');
  return new Map(offered.names().map((tag) => [tagOf(tag, 'alternatives'), offered.bytesList(tag)] as const));
}

function tagOf(name: string, path: string): string {
  const tag = name.toUpperCase();
  if (!/^(?:[\dA-F]{2}){1,3}$/u.test(tag)) throw new UsageError(`field '${path}' has a name that is no tag`);
  return tag;
}

/** Lengths of tags that a search counts on. */
const tagLengths: ReadonlyMap<string, number> = new Map([
  ['9F26', 8],
  ['9F36', 2],
  ['9F02', 6],
  ['9F03', 6],
  ['9F1A', 2],
  ['95', 5],
  ['5F2A', 2],
  ['9A', 3],
  ['9C', 1],
  ['9F37', 4],
  ['82', 2],
  ['8F', 1],
  ['9F27', 1],
]);

function requireTags(objects: ReadonlyMap<string, Uint8Array>, tags: readonly string[]): void {
  const missing = tags.filter((tag) => !objects.has(tag));
  if (missing.length > 1) {
    throw new UsageError(`fields ${missing.map((tag) => `'objects.${tag}'`).join(', ')} are missing (or in field55)`);
  }
  for (const tag of tags) {
    const value = objects.get(tag);
    const length = tagLengths.get(tag);
    if (value === undefined) throw new UsageError(`field 'objects.${tag}' is missing`);
    if (length !== undefined && value.length !== length) {
      throw new UsageError(
        `field 'objects.${tag}' must be hexadecimal text of ${length} bytes, and has ${value.length}`,
      );
    }
  }
}
