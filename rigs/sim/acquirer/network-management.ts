import type { Fields } from './message-codec.ts';

/** What the acquirer needs of its security module where a terminal may get new keys. */
export interface KeyChange {
  /** New keys, as they may leave the module. Facts hold none. */
  newKeys(): { readonly keys: Uint8Array; readonly facts: Readonly<Record<string, string>> };
}

/** What host and terminals agreed on beside transactions. */
export interface SessionTerms {
  /** Whether a terminal that has not signed on may not sell. */
  readonly wantsSignOn: boolean;
  readonly keyChange?: KeyChange;
}

interface NetworkVerdict {
  readonly responseCode: string;
  readonly reason: string;
  readonly facts?: Readonly<Record<string, string>>;
  readonly fields?: Fields;
}

/** Sign-on, sign-off, echo test and change of keys, by the network management information code (data element 70). */
export class NetworkDesk {
  readonly #terms: SessionTerms | undefined;
  readonly #signedOn = new Set<string>();

  constructor(terms: SessionTerms | undefined) {
    this.#terms = terms;
  }

  /** Whether this terminal may ask for money. */
  mayAsk(terminalId: string): boolean {
    return this.#terms?.wantsSignOn !== true || this.#signedOn.has(terminalId);
  }

  /** @clause ISO 8583:1987, network management information codes: 001, 002, 161, 301 */
  answer(fields: Fields): NetworkVerdict {
    const { '41': terminalId = '', '70': code } = fields;
    switch (code) {
      case '001':
        this.#signedOn.add(terminalId);
        return { responseCode: '00', reason: 'signed-on' };
      case '002':
        this.#signedOn.delete(terminalId);
        return { responseCode: '00', reason: 'signed-off' };
      case '301':
        return { responseCode: '00', reason: 'echo' };
      case '161':
        return this.#changeKeys();
      case undefined:
      default:
        return { responseCode: '12', reason: 'network-management-code-unknown' };
    }
  }

  #changeKeys(): NetworkVerdict {
    const made = this.#terms?.keyChange?.newKeys();
    if (made === undefined) return { responseCode: '57', reason: 'no-key-change-agreed' };
    const keysHex = Buffer.from(made.keys).toString('hex').toUpperCase();
    return { responseCode: '00', reason: 'keys-offered', facts: made.facts, fields: { '48': keysHex } };
  }
}
