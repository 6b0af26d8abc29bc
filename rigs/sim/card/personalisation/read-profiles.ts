import { cryptogramVersions } from '../cryptography/cryptogram-versions.table.ts';
import type { CryptogramVersionName } from '../cryptography/cryptogram-versions.table.ts';
import { layersOver, listOf, parseCardFile } from './card-file.ts';
import type { Field, Layers } from './card-file.ts';
import { verificationWays } from './card-profile.ts';
import type { ApplicationProfile, CardProfile, KeyNames, ProcessingTimes } from './card-profile.ts';
import { flag, flawList, hex, integer, lieList, oneOf, quirkList, tagged, testPan, text } from './profile-fields.ts';

/**
 * The cards of one card file. A card takes from the file's `defaults` what it does not say itself, and an application
 * from its card; what nobody says is as on a healthy M/Chip style card.
 *
 * @param file  its name, for messages
 * @throws {RigFailure} code CARD_FILE_INVALID, naming file, line and what was expected
 */
export function readProfiles(contents: string, file: string): readonly CardProfile[] {
  const { defaults, cards } = parseCardFile(contents, file);
  return cards.map((card) => readCard(defaults.over(card)));
}

/** T=1 with everything as EMV wants it in its basic answer to reset. EMV 4.4 Book 1, 8.2. */
const answerToResetDefault = '3BE000FF8131FE4514';
const processingDefault: ProcessingTimes = {
  selectMs: 12,
  getProcessingOptionsMs: 25,
  readRecordMs: 15,
  getDataMs: 8,
  generateAcMs: 60,
  generateAcWithSignatureMs: 180,
  refusalMs: 5,
};

function readCard(map: Layers): CardProfile {
  const base = {
    name: map.take('name', text(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'lower case words joined by dashes')),
    purpose: map.take('purpose', text(/^.{20,200}$/u, 'one line of 20 to 200 characters')),
    isLying: map.take('lying', flag, false),
    uidHex: map.take('uid', hex({ min: 4, max: 4 })),
    pan: map.take('pan', testPan),
    panSequenceNumber: map.take('sequence', text(/^\d{2}$/u, 'two digits'), '01'),
    cardholderName: map.take('cardholder', text(/^.{2,26}$/u, '2 to 26 characters'), 'TOUCHSTONE/TEST'),
    pin: map.take('pin', text(/^(?:\d{4,12})?$/u, '4 to 12 digits'), ''),
    pinTries: map.take('pin-tries', integer({ min: 0, max: 15 }), 3),
    answerToResetHex: map.take('answer-to-reset', hex({ min: 0, max: 33 }), answerToResetDefault),
    transport: map.take('transport', oneOf(['whole', 't0']), 'whole'),
    categoriesHex: map.take('terminal-categories', hex({ min: 0, max: 16 }), ''),
    selectionDolHex: map.take('selection-list', dol, ''),
    processing: map.take('processing', processing, processingDefault),
    balanceMinor: map.take('balance', integer({ min: 0, max: 1e12 }), 1_000_000),
    lies: map.take('lies', lieList, []),
  };
  const own = readApplication(map);
  const applications = map.take(
    'applications',
    listOf((value) => {
      const layer = layersOver(value);
      const one = readApplication(map.over(value));
      for (const [key, found] of layer.entries()) {
        if (!applicationKeys.has(key)) found.refuse(`one of ${[...applicationKeys].join(', ')}`);
      }
      return one;
    }),
    [own],
  );
  map.finish();
  return { ...base, applications };
}

const processing: Field<ProcessingTimes> = (value) => {
  const map = layersOver(value);
  const time = (key: keyof ProcessingTimes): number =>
    map.take(key, integer({ min: 0, max: 1_000_000_000 }), processingDefault[key]);
  const times: ProcessingTimes = {
    selectMs: time('selectMs'),
    getProcessingOptionsMs: time('getProcessingOptionsMs'),
    readRecordMs: time('readRecordMs'),
    getDataMs: time('getDataMs'),
    generateAcMs: time('generateAcMs'),
    generateAcWithSignatureMs: time('generateAcWithSignatureMs'),
    refusalMs: time('refusalMs'),
  };
  map.finish();
  return times;
};

const keysDefault: KeyNames = { authority: '1984', issuer: '1408', icc: '1152' };
const keyNames: Field<KeyNames> = (value) => {
  const map = layersOver(value);
  const pin = map.take('pin', oneOf(['', '1152', '1024', '1408', 'pin-1024']), '');
  const names: KeyNames = {
    authority: map.take('authority', oneOf(['1984', '1408', '1152']), keysDefault.authority),
    issuer: map.take('issuer', oneOf(['1408', '1024', '1152', '1984']), keysDefault.issuer),
    icc: map.take('icc', oneOf(['1152', '1024', '1408']), keysDefault.icc),
    ...(pin !== '' && { pin }),
  };
  map.finish();
  return names;
};

const dol = hex({ min: 0, max: 128 });
const months = integer({ min: -600, max: 600 });
const actionCode = hex({ min: 5, max: 5 });

const applicationFields = {
  aid: hex({ min: 5, max: 16 }),
  label: text(/^.{1,16}$/u, '1 to 16 characters'),
  'preferred-name': text(/^.{0,16}$/u, 'up to 16 characters'),
  priority: hex({ min: 0, max: 1 }),
  interfaces: oneOf(['both', 'contact', 'contactless']),
  style: oneOf(['chip', 'quick', 'stripe', 'channel']),
  kernel: hex({ min: 0, max: 8 }),
  blocked: flag,
  'in-directory': flag,
  aip: hex({ min: 2, max: 2 }),
  auc: hex({ min: 0, max: 2 }),
  avn: hex({ min: 0, max: 2 }),
  'cvm-list': hex({ min: 0, max: 252 }),
  'iac-default': actionCode,
  'iac-denial': actionCode,
  'iac-online': actionCode,
  pdol: dol,
  cdol1: dol,
  cdol2: dol,
  ddol: dol,
  format: oneOf(['77', '80']),
  authentication: oneOf(['none', 'static', 'dynamic', 'extended', 'local']),
  verification: listOf(oneOf(verificationWays)),
  curve: oneOf(['p256', 'p521']),
  'pins-by-curve': flag,
  'issuer-serial': hex({ min: 3, max: 3 }),
  keys: keyNames,
  cryptogram: oneOf(Object.keys(cryptogramVersions) as CryptogramVersionName[]),
  'service-code': text(/^\d{3}$/u, 'three digits'),
  'expires-in-months': months,
  'effective-in-months': months,
  'certificates-expire-in-months': months,
  'offline-count-max': integer({ min: 0, max: 255 }),
  'offline-amount-max': integer({ min: 0, max: 1e10 }),
  qualifiers: hex({ min: 0, max: 2 }),
  'form-factor': hex({ min: 0, max: 32 }),
  extra: tagged,
  'terminal-category': hex({ min: 0, max: 2 }),
  languages: text(/^(?:[a-zA-Z]{2}){0,4}$/u, 'up to four languages of two letters'),
  'foreign-record': hex({ min: 0, max: 250 }),
  'extended-selection': hex({ min: 0, max: 8 }),
  'select-extra': tagged,
  'data-objects': tagged,
  quirks: quirkList,
  flaws: flawList,
} as const;
const applicationKeys: ReadonlySet<string> = new Set(Object.keys(applicationFields));

function readApplication(map: Layers): ApplicationProfile {
  const f = applicationFields;
  return {
    aidHex: map.take('aid', f.aid, 'A0000000041010'),
    label: map.take('label', f.label, 'Touchstone Test'),
    preferredName: map.take('preferred-name', f['preferred-name'], ''),
    priorityHex: map.take('priority', f.priority, '01'),
    interfaces: map.take('interfaces', f.interfaces, 'both'),
    style: map.take('style', f.style, 'chip'),
    kernelHex: map.take('kernel', f.kernel, '02'),
    isBlocked: map.take('blocked', f.blocked, false),
    isInDirectory: map.take('in-directory', f['in-directory'], true),
    interchangeProfileHex: map.take('aip', f.aip, '1980'),
    usageControlHex: map.take('auc', f.auc, 'FFC0'),
    versionHex: map.take('avn', f.avn, '0002'),
    // Online PIN, signature, no CVM: each if the terminal supports it, going on where the first bit says so.
    cardholderVerificationListHex: map.take('cvm-list', f['cvm-list'], '000000000000000042031E031F03'),
    actionCodeDefaultHex: map.take('iac-default', f['iac-default'], 'F450848000'),
    actionCodeDenialHex: map.take('iac-denial', f['iac-denial'], '0400000000'),
    actionCodeOnlineHex: map.take('iac-online', f['iac-online'], 'F470848000'),
    processingOptionsDolHex: map.take('pdol', f.pdol, ''),
    riskDol1Hex: map.take('cdol1', f.cdol1, '9F02069F03069F1A0295055F2A029A039C019F37049F35019F3403'),
    riskDol2Hex: map.take('cdol2', f.cdol2, '910A8A0295059F3704'),
    dynamicDolHex: map.take('ddol', f.ddol, ''),
    answerFormat: map.take('format', f.format, '77'),
    authentication: map.take('authentication', f.authentication, 'dynamic'),
    keys: map.take('keys', f.keys, keysDefault),
    verificationWays: map.take('verification', f.verification, ['no-cvm']),
    curve: map.take('curve', f.curve, 'p256'),
    takesPinsByCurve: map.take('pins-by-curve', f['pins-by-curve'], false),
    issuerSerialHex: map.take('issuer-serial', f['issuer-serial'], '000001'),
    cryptogramVersion: map.take('cryptogram', f.cryptogram, '14'),
    // International, with chip, no restriction.
    serviceCode: map.take('service-code', f['service-code'], '201'),
    expiresInMonths: map.take('expires-in-months', f['expires-in-months'], 36),
    effectiveInMonths: map.take('effective-in-months', f['effective-in-months'], -12),
    certificatesExpireInMonths: map.take('certificates-expire-in-months', f['certificates-expire-in-months'], 48),
    consecutiveOfflineMax: map.take('offline-count-max', f['offline-count-max'], 5),
    cumulativeOfflineMinorMax: map.take('offline-amount-max', f['offline-amount-max'], 1e10),
    qualifiersHex: map.take('qualifiers', f.qualifiers, '0000'),
    formFactorHex: map.take('form-factor', f['form-factor'], ''),
    extra: map.take('extra', f.extra, new Map()),
    terminalCategoryHex: map.take('terminal-category', f['terminal-category'], ''),
    languages: map.take('languages', f.languages, 'en'),
    foreignRecordHex: map.take('foreign-record', f['foreign-record'], ''),
    extendedSelectionHex: map.take('extended-selection', f['extended-selection'], ''),
    selectExtra: map.take('select-extra', f['select-extra'], new Map()),
    dataObjects: map.take('data-objects', f['data-objects'], new Map()),
    quirks: map.take('quirks', f.quirks, []),
    flaws: map.take('flaws', f.flaws, []),
  };
}
