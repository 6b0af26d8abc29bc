import type { TerminalActionCodes } from '../configuration.ts';

/** Action codes that terminals of a brand are published with. */
export interface PublishedActionCodes {
  /** Begin of the application identifier. */
  readonly aidHex: string;
  readonly entry: 'contact' | 'contactless';
  readonly codes: TerminalActionCodes;
}

/**
 * What the brands require stands in licensed documents. These are the values on which public sources agree, for purchases
 * on attended terminals that can go online: found on 2026-11-27 by searching public repositories for the value itself,
 * ten integrations of different terminals each, among them reader configurations for production.
 *
 * Of Mastercard's contact codes, Maestro, American Express, JCB, Discover and UnionPay public sources have several: they
 * are left out.
 */
export const publishedActionCodes: readonly PublishedActionCodes[] = [
  {
    aidHex: 'A000000003',
    entry: 'contact',
    codes: { denialHex: '0010000000', onlineHex: 'DC4004F800', defaultHex: 'DC4000A800' },
  },
  {
    aidHex: 'A0000000041010',
    entry: 'contactless',
    codes: { denialHex: '0000000000', onlineHex: 'F45084800C', defaultHex: 'F45084800C' },
  },
];
