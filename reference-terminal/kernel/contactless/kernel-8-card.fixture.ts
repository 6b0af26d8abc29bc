import type { CertificationAuthorityCurveKey } from '../../configuration.ts';
import {
  cmac,
  cmacPlus,
  coordinates,
  counterMode,
  hex,
  lowKey,
  scaled,
  sessionKeys,
  sha256,
  signature,
  template,
  times,
  tlvs,
  xOf,
} from './kernel-8-numbers.fixture.ts';

/*
 * A card of kernel 8 for the kernel's tests: it computes with node:crypto and numbers alone, and takes nothing of the kernel. All
 * values are hexadecimal text.
 */

/** What a card of a test does; everything that is not said is right. */
export interface Kernel8CardPlan {
  /** Interchange profile; local authentication, approval by the card, MAC at the default offset. */
  readonly profileHex?: string;
  readonly qualifierHex?: string | undefined;
  readonly listHex?: string;
  /** Objects of the record that is signed, by tag: replaces or takes away. */
  readonly record?: Readonly<Record<string, string | undefined>>;
  /** Objects of the answer to GENERATE AC. */
  readonly answer?: Readonly<Record<string, string | undefined>>;
  readonly optionsAnswer?: Readonly<Record<string, string | undefined>>;
  readonly decision?: string;
  readonly cid?: string;
  readonly iadHex?: string;
  /** Where the card itself puts the MAC into the issuer's data before it makes its cryptogram. */
  readonly lies?:
    | 'plain-records'
    | 'enhanced-mac'
    | 'issuer-data-mac'
    | 'blinding-factor'
    | 'static-data'
    | 'other-authority'
    | 'no-options'
    | 'no-relay'
    | 'no-static-data';
  /** A data envelope that it keeps, by its tag. */
  readonly envelope?: readonly [tag: string, valueHex: string];
  /** What it does wrong with envelopes. */
  readonly spoilsEnvelopes?: 'code' | 'tag' | 'receipt' | 'refuses';
  /** Tag list 9F810A; the card puts what it names into its certificate. */
  readonly extendedListHex?: string;
}

/** Name of the card's application, under a provider of our own. */
export const kernel8Aid = 'A0000009990808';
const pan = '5413336600000374';
/** PDOL: kernel qualifier and key. */
const optionsListHex = '9F2B089E40';
/** CDOL1: amounts, results, number, capabilities, what is offered. */
export const riskListHex = '9F02069F03069F1A0295055F2A029A039C019F37049F33039F1D08';

const authority = lowKey();
const issuer = lowKey();
const card = lowKey();

/** The authority's key as the terminal is configured with it. */
export const kernel8Authority: CertificationAuthorityCurveKey = (() => {
  const plain = {
    ridHex: kernel8Aid.slice(0, 10),
    index: 0x10,
    algorithmSuiteHex: '10',
    publicKeyHex: coordinates(authority),
  };
  return { ...plain, checksumHex: sha256(`${plain.ridHex}1010${plain.publicKeyHex}`), expiry: '491231' };
})();

/** The number that blinds the card's key; every test card has the same. */
const blindingFactor = 0x1234567890abcdef1234567890abcdefn;
const cryptogramHex = '1122334455667788';
const relayTimesHex = '002800500014';
const relayEntropyHex = '0A0B0C0D';

/** What a card remembers while it talks. */
interface Talk {
  readonly plan: Kernel8CardPlan;
  readonly profile: string;
  readonly signedRecord: string;
  readonly staticData: string;
  keys: { confidentiality: string; integrity: string };
  counter: number;
  kernelCounter: number;
  /** Values that the terminal sent with its options, and both sides' part of the relay exchange. */
  said: string;
  relay: string;
  issuerMac: string;
  readonly written: string[];
}

/** A card that answers commands one by one, beginning with the directory. */
export function kernel8Card(plan: Kernel8CardPlan = {}) {
  const profile = plan.profileHex ?? '010A';
  const objects = { '5A': pan, '5F24': '291231', '5F34': '01', '9F810A': plan.extendedListHex, ...plan.record };
  const signedRecord = tlvs(objects);
  const talk: Talk = {
    plan,
    profile,
    signedRecord,
    staticData: signedRecord + extension(plan) + profile,
    keys: { confidentiality: '', integrity: '' },
    counter: 0x8000,
    kernelCounter: 0,
    said: '',
    relay: '',
    issuerMac: '',
    written: [],
  };
  const respond = (command: string): string => answers[command.slice(2, 4)]?.(talk, command) ?? '6D00';
  return { respond, written: talk.written, issuerMac: () => talk.issuerMac };
}

/** What is answered, by instruction. */
const answers: Readonly<Record<string, (talk: Talk, command: string) => string>> = {
  A4: ({ plan }, command) => (command.includes('325041592E') ? directory() : information(plan)),
  A8: openChannel,
  B2: readRecord,
  EA: (talk, command) => {
    talk.relay = command.slice(10, 18) + relayEntropyHex + relayTimesHex;
    return `800A${relayEntropyHex}${relayTimesHex}9000`;
  },
  AE: generate,
  32: readData,
  34: writeData,
};

function openChannel(talk: Talk, command: string): string {
  const { plan } = talk;
  talk.said = command.slice(14, -2);
  const blinded = times(card, blindingFactor);
  talk.keys = sessionKeys(times(scaled(card, blindingFactor), undefined, `04${talk.said.slice(16)}`));
  const sent = plan.lies === 'blinding-factor' ? blindingFactor + 1n : blindingFactor;
  const keyData = blinded + encipher(talk, hex(sent));
  const given = { '82': talk.profile, '94': '0801010110010200', '8C': plan.listHex ?? riskListHex, '9F8103': keyData };
  return `${template('77', tlvs({ ...given, ...plan.optionsAnswer }))}9000`;
}

function readRecord(talk: Talk, command: string): string {
  const { plan, signedRecord, staticData } = talk;
  const records: Readonly<Record<string, string>> = {
    '00B2010C00': signedRecord,
    '00B2011400': tlvs({ '8F': plan.lies === 'other-authority' ? '77' : '10', '90': issuerCertificate() }),
    '00B2021400': tlvs({ '9F46': cardCertificate(plan.lies === 'static-data' ? `${staticData}00` : staticData) }),
  };
  const record = records[command] ?? '';
  return `${plan.lies === 'plain-records' ? template('70', record) : template('DA', encipher(talk, record))}9000`;
}

function generate(talk: Talk, command: string): string {
  const { plan, keys } = talk;
  const issuerData = plan.iadHex ?? '1F2201'.padEnd(64, '0');
  const head = { '9F27': plan.cid ?? '80', '9F36': '0001', '9F10': issuerData, '9F8102': plan.decision ?? '00' };
  const shown = { ...head, ...plan.answer };
  const options = plan.lies === 'no-options' ? '' : talk.said;
  const all = options + command.slice(10, -2) + (plan.lies === 'no-relay' ? '' : talk.relay) + tlvs(shown);
  const hash = plan.lies === 'no-static-data' ? '' : sha256(talk.staticData);
  talk.issuerMac = cmacPlus(keys.integrity, `0000${all}${hash}`);
  const counted = plan.lies === 'issuer-data-mac' ? '00'.repeat(8) : talk.issuerMac;
  const enhanced = cmac(keys.integrity, `0000${cryptogramHex}${counted}`).slice(0, 16);
  const code = plan.lies === 'enhanced-mac' ? hex(BigInt(`0x${enhanced}`) ^ 1n).slice(-16) : enhanced;
  return `${template('77', tlvs({ ...shown, '9F26': cryptogramHex, '9F8105': code }))}9000`;
}

function readData(talk: Talk, command: string): string {
  const { spoilsEnvelopes, envelope } = talk.plan;
  const [tag = '', valueHex = ''] = envelope ?? [];
  if (spoilsEnvelopes === 'refuses' || command.slice(10, 16) !== tag) return '6A88';
  const clear = template(spoilsEnvelopes === 'tag' ? '9F811A' : tag, valueHex);
  const sealed = counterMode(talk.keys.confidentiality, talk.counter, clear);
  return `${sealed}${codeOver(talk, spoilsEnvelopes === 'code' ? `${sealed}00` : sealed)}9000`;
}

function writeData(talk: Talk, command: string): string {
  const envelope = counterMode(talk.keys.confidentiality, talk.kernelCounter, command.slice(10, -2));
  talk.kernelCounter += 1;
  talk.written.push(envelope);
  return `${codeOver(talk, talk.plan.spoilsEnvelopes === 'receipt' ? `${envelope}00` : envelope)}9000`;
}

/** A code over the card's counter and a text; the counter moves. */
function codeOver(talk: Talk, text: string): string {
  const code = cmac(talk.keys.integrity, talk.counter.toString(16).padStart(4, '0') + text).slice(0, 16);
  talk.counter += 1;
  return code;
}

function encipher(talk: Talk, text: string): string {
  talk.counter += 1;
  return counterMode(talk.keys.confidentiality, talk.counter - 1, text);
}

function directory(): string {
  const entry = template('61', tlvs({ '4F': kernel8Aid, '9F2A': '08' }));
  return `${template('6F', tlvs({ '84': '325041592E5359532E4444463031' }) + template('A5', template('BF0C', entry)))}9000`;
}

function information(plan: Kernel8CardPlan): string {
  const qualifier = 'qualifierHex' in plan ? plan.qualifierHex : '0200FFFF000000';
  const inner = tlvs({ '9F38': optionsListHex }) + template('BF0C', tlvs({ '9F2C': qualifier }));
  return `${template('6F', tlvs({ '84': kernel8Aid }) + template('A5', inner))}9000`;
}

/** What the list adds to the signed data; the test names 84 alone. */
function extension({ extendedListHex }: Kernel8CardPlan): string {
  return extendedListHex === undefined ? '' : tlvs({ [extendedListHex]: kernel8Aid });
}

/** Book E 5.1: format, encoding, issuer, suite, expiry, serial number, provider and index, x. */
function issuerCertificate(): string {
  const head = `1200${pan.slice(0, 6)}FFFF1020491231000001${kernel8Aid.slice(0, 10)}10${xOf(issuer)}`;
  return head + signature(authority, head);
}

/** Book E 5.3: format, encoding, suite of the channel, expiry, serial number, encoding and algorithm of the hash, hash, x. */
function cardCertificate(staticData: string): string {
  const head = `1400002049123123590000000000010102${sha256(staticData)}${xOf(card)}`;
  return head + signature(issuer, head);
}
