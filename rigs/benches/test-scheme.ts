import { readFileSync } from 'node:fs';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Rng } from '#drivers/ports/surroundings.ts';
import { attackCard, attackNames } from '#rigs/sim/attack-card/attack-cards.ts';
import { createCard, type Refusal } from '#rigs/sim/card/card.ts';
import { cardLibrary } from '#rigs/sim/card/library.ts';
import { schemeKeys } from '#rigs/sim/card/personalisation/scheme-keys.ts';
import { createSecurityModule, type SecurityModule } from '#rigs/sim/hsm/security-module.ts';
import { createIssuer, type Issuer } from '#rigs/sim/issuer/issuer.ts';
import { issuerOrders, issuerRules } from './issuer-orders.table.ts';
import { pinKeysHex } from './pin-keys.table.ts';
import { problemInWords, readTerminalConfiguration } from '#terminal';
import type { TerminalConfiguration } from '#terminal';

/** The day on which the benches' configuration is judged, YYMMDD. */
export const schemeToday = '261123';

/** Below it the offline terminal asks no issuer by itself. */
const offlineFloorMinor = 5000;

/** The smallest key of the first provider: it lies damaged in the terminal, for the card `books-corrupted-authority-key`. */
const damagedKeyIndex = 0xf3;

/** How the terminal sends PINs unless a case wants it otherwise. */
const zonePin = { scheme: 'zone-tdes', format: 0, keyHex: pinKeysHex.terminalZone.tripleDes } as const;

/** Cards, issuer and terminal configuration that belong together: one payment scheme made for tests. */
export interface TestScheme {
  readonly cardNames: readonly string[];
  /** The accounts behind the cards. */
  readonly accounts: readonly { readonly pan: string }[];
  /** Track 2 of a card of the library, as it stands on its stripe; undefined for another name. */
  stripeOf(name: string): string | undefined;
  /** Fresh cards, as they left the personaliser: their counters start again with every call. */
  cards(rng: Rng, onRefusal?: (refusal: Refusal) => void): CardBox;
  /** @param terms.balanceMinor  what every account holds, instead of what its card's file says */
  issuer(terms?: { readonly balanceMinor: number }): Issuer;
  /** The acquirer's, which has seen no PIN yet. */
  securityModule(rng: Rng): SecurityModule;
}

/** The cards of one case. */
export interface CardBox {
  /** @throws {RigFailure} code CARD_UNKNOWN with the names that there are */
  byName(names: readonly string[]): readonly ContactlessCard[];
  /**
   * One card as a chip slot takes it.
   *
   * @throws {RigFailure} code CARD_UNKNOWN
   */
  withContacts(name: string): ContactlessCard;
}

/** @param todayIso  YYYY-MM-DD: cards are personalised so that they are good, or expired, on that day */
export function testScheme(todayIso: string): TestScheme {
  const images = cardLibrary({ todayIso });
  const libraryNames = images.map(({ name }) => name);
  const accounts = images.map(({ name, account }) => ({
    ...account,
    scripts: issuerOrders[name] ?? [],
    ...(issuerRules[name] === undefined ? {} : { rules: issuerRules[name] }),
  }));
  const cardNames = [...libraryNames, ...attackNames(libraryNames)];
  return {
    cardNames,
    accounts,
    stripeOf: (name) => {
      const track2 = images.find((image) => image.name === name)?.applications[0]?.track2;
      const digits = track2 === undefined ? undefined : Buffer.from(track2).toString('hex').toUpperCase();
      return digits?.replace('D', '=').replace(/F+$/u, '');
    },
    cards: (rng, onRefusal) => {
      const made = new Map<string, ContactlessCard>();
      const fromLibrary = (name: string): ContactlessCard => {
        const image = images.find((candidate) => candidate.name === name);
        if (image === undefined) throw unknownCard(name, cardNames);
        return createCard(image, rng.fork(`card ${name}`), onRefusal);
      };
      const card = (name: string): ContactlessCard => {
        const existing = made.get(name) ?? attackCard(name, fromLibrary) ?? fromLibrary(name);
        made.set(name, existing);
        return existing;
      };
      return { byName: (names) => names.map(card), withContacts: card };
    },
    issuer: (terms) =>
      createIssuer({
        masterKeyForCryptograms: schemeKeys.issuerMasterKey,
        masterKeysForScripts: {
          scriptIntegrity: schemeKeys.issuerMasterKeys.integrity,
          scriptConfidentiality: schemeKeys.issuerMasterKeys.confidentiality,
        },
        pinKeys: zoneKeys(pinKeysHex.issuerZone),
        accounts: terms === undefined ? accounts : accounts.map((account) => ({ ...account, ...terms })),
      }),
    securityModule: (rng) =>
      createSecurityModule({
        rng,
        zone: zoneKeys(pinKeysHex.terminalZone),
        codeZone: zoneKeys(pinKeysHex.codeZone),
        keyEncrypting: zoneKeys(pinKeysHex.keyEncrypting),
        issuer: zoneKeys(pinKeysHex.issuerZone),
        derivation: pinKeysHex.derivation.map(({ keySetHex, baseKey, pinKeyBytes }) => ({
          keySetHex,
          key: bytesOf(baseKey),
          pinKeyBytes,
        })),
      }),
  };
}

function zoneKeys(keysHex: { readonly tripleDes: string; readonly aes: string }) {
  return { tripleDes: bytesOf(keysHex.tripleDes), aes: bytesOf(keysHex.aes) };
}

function bytesOf(textHex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(textHex, 'hex'));
}

/** The reference terminal as both built-in benches configure it: a data file and the key of the test authority. */
export const referenceConfiguration: TerminalConfiguration = loadReferenceConfiguration();

/** The same for a merchant who may sell without the host: amounts below 50 need no issuer, and a few sales may wait. */
export const offlineConfiguration: TerminalConfiguration = {
  ...referenceConfiguration,
  applications: referenceConfiguration.applications.map((each) => ({ ...each, floorLimitMinor: offlineFloorMinor })),
  ...(referenceConfiguration.contact === undefined
    ? {}
    : {
        contact: {
          ...referenceConfiguration.contact,
          applications: referenceConfiguration.contact.applications.map((each) => ({
            ...each,
            floorLimitMinor: offlineFloorMinor,
          })),
        },
      }),
  storeAndForward: { countMax: 3, amountMinorMax: 12_000, ageMsMax: 86_400_000 },
};

function loadReferenceConfiguration(): TerminalConfiguration {
  const name = 'reference-terminal.yaml';
  const text = readFileSync(new URL(name, import.meta.url), 'utf8');
  const read = readTerminalConfiguration(text, { today: schemeToday });
  if (read.kind === 'read') {
    const { contact, ...others } = read.configuration;
    const slot = contact === undefined ? {} : { contact: { ...contact, onlinePin: zonePin } };
    const certificationAuthorityCurveKeys = schemeKeys.certificationAuthoritiesOfCurves.map((key) => ({
      ...key,
      isTest: true,
    }));
    return { ...others, ...slot, certificationAuthorityKeys: authorityKeys(), certificationAuthorityCurveKeys };
  }
  throw new RigFailure({
    code: 'CONFIGURATION_REFUSED',
    blame: 'bench',
    message: `could not configure the terminal:\n${read.problems.map((problem) => problemInWords(`rigs/benches/${name}`, problem)).join('\n')}`,
  });
}

/** Keys of the test authority as the terminal holds them; one of them is damaged, and one is past its last day. */
function authorityKeys(): TerminalConfiguration['certificationAuthorityKeys'] {
  const { ridHex } = schemeKeys.certificationAuthority;
  const keys = schemeKeys.certificationAuthorities.map((key) =>
    key.ridHex === ridHex && key.index === damagedKeyIndex ? { ...key, checksumHex: '00'.repeat(20) } : key,
  );
  return [...keys, schemeKeys.expiredAuthority].map((key) => ({ ...key, isTest: true }));
}

function unknownCard(name: string, known: readonly string[]): RigFailure {
  return new RigFailure({
    code: 'CARD_UNKNOWN',
    blame: 'scenario',
    message: `no card is named ${name}; the library has ${known.join(', ')}`,
  });
}
