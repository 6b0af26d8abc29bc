import { createCipheriv, createDecipheriv, createECDH, createHash } from 'node:crypto';
import type { ECDH } from 'node:crypto';
import type { CertificationAuthorityCurveKey } from '../../configuration.ts';

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
    | 'other-authority';
  /** Tag list 9F810A; the card puts what it names into its certificate. */
  readonly extendedListHex?: string;
}

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const prime = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const curve = 'prime256v1';
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

/** A card that answers commands one by one, beginning with the directory. */
export function kernel8Card(plan: Kernel8CardPlan = {}) {
  const profile = plan.profileHex ?? '010A';
  const answered: Record<string, string> = {};
  let keys = { confidentiality: '', integrity: '' };
  let counter = 0x8000;
  let said = '';
  const objects = { '5A': pan, '5F24': '291231', '5F34': '01', '9F810A': plan.extendedListHex, ...plan.record };
  const signedRecord = tlvs(objects);
  const staticData = signedRecord + extension(plan) + profile;
  const records: Readonly<Record<string, string>> = {
    '00B2010C00': signedRecord,
    '00B2011400': tlvs({ '8F': plan.lies === 'other-authority' ? '77' : '10', '90': issuerCertificate() }),
    '00B2021400': tlvs({ '9F46': cardCertificate(plan.lies === 'static-data' ? `${staticData}00` : staticData) }),
  };
  const cipher = (text: string): string => {
    const result = counterMode(keys.confidentiality, counter, text);
    counter += 1;
    return result;
  };
  const respond = (command: string): string => {
    const instruction = command.slice(2, 4);
    if (instruction === 'A4') return command.includes('325041592E') ? directory() : information(plan);
    if (instruction === 'A8') {
      said = command.slice(14, -2);
      const kernelKey = said.slice(16);
      const factor = 0x1234567890abcdef1234567890abcdefn;
      const blinded = times(card, factor);
      const shared = times(scaled(card, factor), undefined, `04${kernelKey}`);
      keys = sessionKeys(shared);
      const sent = plan.lies === 'blinding-factor' ? factor + 1n : factor;
      const keyData = blinded + cipher(hex(sent));
      const given = { '82': profile, '94': '0801010110010200', '8C': plan.listHex ?? riskListHex, '9F8103': keyData };
      return `${template('77', tlvs({ ...given, ...plan.optionsAnswer }))}9000`;
    }
    if (instruction === 'B2') {
      const record = records[command] ?? '';
      return `${plan.lies === 'plain-records' ? template('70', record) : template('DA', cipher(record))}9000`;
    }
    if (instruction === 'EA') {
      answered['relay'] = command.slice(10, 18) + '0A0B0C0D002800500014';
      return '800A0A0B0C0D0028005000149000';
    }
    if (instruction !== 'AE') return '6D00';
    const issuerData = plan.iadHex ?? '1F2201'.padEnd(64, '0');
    const head = { '9F27': plan.cid ?? '80', '9F36': '0001', '9F10': issuerData, '9F8102': plan.decision ?? '00' };
    const shown = { ...head, ...plan.answer };
    const cryptogram = '1122334455667788';
    const talk = said + command.slice(10, -2) + (answered['relay'] ?? '') + tlvs(shown);
    const issuerMac = cmacPlus(keys.integrity, `0000${talk}${sha256(staticData)}`);
    const counted = plan.lies === 'issuer-data-mac' ? '00'.repeat(8) : issuerMac;
    const enhanced = cmac(keys.integrity, `0000${cryptogram}${counted}`).slice(0, 16);
    const code = plan.lies === 'enhanced-mac' ? hex(BigInt(`0x${enhanced}`) ^ 1n).slice(-16) : enhanced;
    answered['issuerMac'] = issuerMac;
    return `${template('77', tlvs({ ...shown, '9F26': cryptogram, '9F8105': code }))}9000`;
  };
  return { respond, issuerMac: () => answered['issuerMac'] ?? '' };
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

/** EC-SDSA: hash over x of a random point and the message, and the sum of its number and hash times key. */
function signature(key: ECDH, messageHex: string): string {
  const nonce = createECDH(curve);
  nonce.generateKeys();
  const hash = sha256(xOf(nonce) + messageHex);
  const sum = (secretOf(nonce) + (BigInt(`0x${hash}`) % order) * secretOf(key)) % order;
  return hash + hex(sum);
}

/** A key whose point has the lower of the two y. */
function lowKey(): ECDH {
  for (;;) {
    const key = createECDH(curve);
    key.generateKeys();
    if (BigInt(`0x${coordinates(key).slice(64)}`) < prime / 2n) return key;
  }
}

function scaled(key: ECDH, factor: bigint): ECDH {
  const product = createECDH(curve);
  product.setPrivateKey(hex((secretOf(key) * factor) % order), 'hex');
  return product;
}

/** x of the key's point times a factor, or of another point times the key. */
function times(key: ECDH, factor: bigint | undefined, pointHex?: string): string {
  if (factor === undefined)
    return key
      .computeSecret(pointHex ?? '', 'hex')
      .toString('hex')
      .toUpperCase();
  return xOf(scaled(key, factor));
}

function sessionKeys(sharedHex: string): { confidentiality: string; integrity: string } {
  const derivation = cmac('00'.repeat(16), sharedHex);
  const tail = '010054334A325957773DA5A5A50180';
  return { confidentiality: aes(derivation, `01${tail}`), integrity: aes(derivation, `02${tail}`) };
}

/** RFC 4493, with the whole message as a number. */
export function cmac(keyHex: string, messageHex: string): string {
  const double = (text: string): string => {
    const value = BigInt(`0x${text}`) << 1n;
    return (value >> 128n === 1n ? (value ^ 0x87n) & ((1n << 128n) - 1n) : value).toString(16).padStart(32, '0');
  };
  const first = double(aes(keyHex, '00'.repeat(16)));
  const isWhole = messageHex.length > 0 && messageHex.length % 32 === 0;
  const padded = isWhole ? messageHex : `${messageHex}80`.padEnd(Math.ceil((messageHex.length + 2) / 32) * 32, '0');
  const last = exclusiveOr(padded.slice(-32), isWhole ? first : double(first));
  const cipher = createCipheriv('aes-128-cbc', Buffer.from(keyHex, 'hex'), Buffer.alloc(16));
  cipher.setAutoPadding(false);
  return cipher
    .update(padded.slice(0, -32) + last, 'hex')
    .subarray(-16)
    .toString('hex')
    .toUpperCase();
}

/** The code, and its decipherment added to it: Book E 8.6.5. First eight bytes. */
function cmacPlus(keyHex: string, messageHex: string): string {
  const code = cmac(keyHex, messageHex);
  const decipher = createDecipheriv('aes-128-ecb', Buffer.from(keyHex, 'hex'), null);
  decipher.setAutoPadding(false);
  return exclusiveOr(code, decipher.update(code, 'hex').toString('hex')).slice(0, 16);
}

function exclusiveOr(left: string, right: string): string {
  return (BigInt(`0x${left}`) ^ BigInt(`0x${right}`)).toString(16).toUpperCase().padStart(left.length, '0');
}

function aes(keyHex: string, blockHex: string): string {
  const cipher = createCipheriv('aes-128-ecb', Buffer.from(keyHex, 'hex'), null);
  cipher.setAutoPadding(false);
  return cipher.update(blockHex, 'hex').toString('hex').toUpperCase();
}

function counterMode(keyHex: string, counter: number, textHex: string): string {
  const start = counter.toString(16).padStart(4, '0').padEnd(32, '0');
  const cipher = createCipheriv('aes-128-ctr', Buffer.from(keyHex, 'hex'), Buffer.from(start, 'hex'));
  return cipher.update(textHex, 'hex').toString('hex').toUpperCase();
}

function tlvs(objects: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(objects)
    .map(([tag, value]) => (value === undefined ? '' : template(tag, value)))
    .join('');
}

function template(tag: string, value: string): string {
  const length = value.length / 2;
  return tag + (length > 127 ? '81' : '') + length.toString(16).toUpperCase().padStart(2, '0') + value;
}

function sha256(hexText: string): string {
  return createHash('sha256').update(Buffer.from(hexText, 'hex')).digest('hex').toUpperCase();
}

function coordinates(key: ECDH): string {
  return key.getPublicKey('hex').slice(2).toUpperCase();
}

function xOf(key: ECDH): string {
  return coordinates(key).slice(0, 64);
}

function secretOf(key: ECDH): bigint {
  return BigInt(`0x${key.getPrivateKey('hex')}`);
}

function hex(value: bigint): string {
  return value.toString(16).toUpperCase().padStart(64, '0');
}
