import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Rng } from '#drivers/ports/surroundings.ts';
import { createCard } from '#rigs/sim/card/card.ts';
import { cardLibrary } from '#rigs/sim/card/library.ts';
import { schemeKeys } from '#rigs/sim/card/personalisation/scheme-keys.ts';
import { createIssuer, type Issuer } from '#rigs/sim/issuer/issuer.ts';
import type { TerminalConfiguration } from '#terminal';

/** The euro, ISO 4217 numeric. */
const euro = '978';

/** Cards, issuer and terminal configuration that belong together: one payment scheme made for tests. */
export interface TestScheme {
  readonly cardNames: readonly string[];
  /** Fresh cards, as they left the personaliser: their counters start again with every call. */
  cards(rng: Rng): CardBox;
  issuer(): Issuer;
}

/** The cards of one case. */
export interface CardBox {
  /** @throws {RigFailure} code CARD_UNKNOWN with the names that there are */
  byName(names: readonly string[]): readonly ContactlessCard[];
}

/** @param todayIso  YYYY-MM-DD: cards are personalised so that they are good, or expired, on that day */
export function testScheme(todayIso: string): TestScheme {
  const images = cardLibrary({ todayIso });
  return {
    cardNames: images.map(({ name }) => name),
    cards: (rng) => {
      const made = new Map<string, ContactlessCard>();
      const card = (name: string): ContactlessCard => {
        const image = images.find((candidate) => candidate.name === name);
        if (image === undefined)
          throw unknownCard(
            name,
            images.map((known) => known.name),
          );
        const existing = made.get(name) ?? createCard(image, rng.fork(`card ${name}`));
        made.set(name, existing);
        return existing;
      };
      return { byName: (names) => names.map(card) };
    },
    issuer: () =>
      createIssuer({
        masterKeyForCryptograms: schemeKeys.issuerMasterKey,
        accounts: images.map(({ account }) => account),
      }),
  };
}

/** The reference terminal as both built-in benches configure it. */
export const referenceConfiguration: TerminalConfiguration = {
  terminalId: 'TS000001',
  merchantId: 'TOUCHSTONE00001',
  acquirerId: '400001',
  merchantCategoryCode: '5999',
  merchantName: 'Touchstone Test Shop',
  countryCode: '276',
  currencyCode: euro,
  currencyExponent: 2,
  // Attended, merchant-operated, offline with online capability; no PIN pad: signature and no CVM; CDA.
  terminalTypeHex: '22',
  terminalCapabilitiesHex: '0028C8',
  additionalCapabilitiesHex: '7000F0A001',
  interfaceDeviceSerialNumber: 'TS000001',
  applications: [
    {
      aidHex: 'A0000000041010',
      label: 'Touchstone Test',
      kernelId: 2,
      transactionLimitMinor: 10_000,
      floorLimitMinor: 0,
      cvmRequiredLimitMinor: 5000,
      terminalActionCodes: { denialHex: '0440000000', onlineHex: 'FC509C8800', defaultHex: 'FC509C8800' },
      applicationVersionNumberHex: '0002',
    },
  ],
  certificationAuthorityKeys: [schemeKeys.certificationAuthority],
  cardTimeoutMs: 3500,
  hostResponseTimeoutMs: 1000,
  hostConnectTimeoutMs: 1500,
  reversalRetryMs: 500,
  batteryRefusePercent: 5,
};

function unknownCard(name: string, known: readonly string[]): RigFailure {
  return new RigFailure({
    code: 'CARD_UNKNOWN',
    blame: 'scenario',
    message: `no card is named ${name}; the library has ${known.join(', ')}`,
  });
}
