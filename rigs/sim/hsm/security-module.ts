import { createHmac, createSecretKey } from 'node:crypto';
import type { Rng } from '#drivers/ports/surroundings.ts';
import { fromHex, toHex } from './bytes.ts';
import type { KeyUsage } from './dukpt.ts';
import { closeBlock, openBlock } from './pin-block.ts';
import { createMessageCodes } from './message-codes.ts';
import type { MessageCodes } from './message-codes.ts';
import type { BoundFormat, OpenedBlock } from './pin-block.ts';
import { CounterMemory, transactionKeys } from './terminal-keys.ts';
import type { BaseKey } from './terminal-keys.ts';
import { WorkingKeys } from './working-keys.ts';
import type { KeyChangeTerms, ZoneKey } from './working-keys.ts';

/** A PIN as it comes from a terminal. */
export interface ArrivingPin {
  /** 8 or 16 bytes. */
  readonly block: Uint8Array;
  /** 10 bytes for triple DES, 12 for AES; undefined under a zone key. */
  readonly keySerialNumber: Uint8Array | undefined;
}

/** What became of a PIN. Facts hold no digit of it and no block. */
export type Translation =
  | { readonly kind: 'translated'; readonly block: Uint8Array; readonly facts: Facts }
  | { readonly kind: 'refused'; readonly responseCode: string; readonly reason: string; readonly facts: Facts };

type Facts = Readonly<Record<string, string>>;

/** How the keys of a terminal come about. */
export type KeyScheme = 'zone-tdes' | 'zone-aes' | 'dukpt-tdes' | 'dukpt-aes';

/** A format that somebody may want a PIN in; only some of them are lawful. */
export type WantedFormat = 0 | 1 | 2 | 3 | 4 | 'private';

/** The acquirer's hardware security module: PINs are in clear inside it, and nowhere else. */
export interface SecurityModule {
  /** Takes a PIN out of the terminal's key and block, and puts it into the issuer's. */
  translate(pin: ArrivingPin, pan: string): Translation;
  /** What the issuer wants to get from now on; format 0 before. */
  issuerWants(format: WantedFormat): void;
  /** The codes over messages, for terminals that agreed with the host on one over each. */
  messageCodes(scheme: KeyScheme): MessageCodes;
  /** New working keys for a terminal that may ask for them; asked again before it used them, the same ones. */
  keyChange(terms: Pick<KeyChangeTerms, 'cipher' | 'form' | 'uses'>): {
    newKeys(): { readonly keys: Uint8Array; readonly facts: Facts };
  };
}

/** Keys and chance of a module. */
export interface SecurityModuleOptions {
  readonly rng: Rng;
  /** Keys of the terminals' zone. */
  readonly zone: ZoneKey;
  /** The same for codes over messages: no key has two uses. */
  readonly codeZone: ZoneKey;
  /** What new ones come under. */
  readonly keyEncrypting: ZoneKey;
  /** Base derivation keys by the initial keys that come from them: the serial number up to its device's part. */
  readonly derivation: readonly BaseKey[];
  /** Keys that are shared with the issuer. */
  readonly issuer: ZoneKey;
}

const chanceBytes = 10;

/**
 * What a PIN that is bound to its account number may be translated into on its way to the issuer. Format 2 is for the chip
 * alone, 1 would take the binding away, and private ones nobody knows.
 *
 * @clause PCI PIN Security 3.1, 3-3
 */
const lawfulFormats: ReadonlySet<WantedFormat> = new Set([0, 3, 4]);

/** Opens a security module. */
export function createSecurityModule(options: SecurityModuleOptions): SecurityModule {
  return new TranslatingModule(options);
}

class TranslatingModule implements SecurityModule {
  readonly #options: SecurityModuleOptions;
  readonly #markKey: Uint8Array;
  readonly #counters = new CounterMemory();
  readonly #working: WorkingKeys;
  #changesKeys = false;
  #wanted: WantedFormat = 0;

  constructor(options: SecurityModuleOptions) {
    this.#options = options;
    this.#working = new WorkingKeys({ codes: options.codeZone, pins: options.zone });
    this.#markKey = options.rng.fork('marks').bytes(16);
  }

  issuerWants(format: WantedFormat): void {
    this.#wanted = format;
  }

  messageCodes(scheme: KeyScheme): MessageCodes {
    const { derivation } = this.#options;
    return createMessageCodes({ scheme, zone: this.#working, derivation, tellsGeneration: this.#changesKeys });
  }

  keyChange(terms: Pick<KeyChangeTerms, 'cipher' | 'form' | 'uses'>): ReturnType<SecurityModule['keyChange']> {
    this.#changesKeys = true;
    const { keyEncrypting, rng } = this.#options;
    const all = { ...terms, keyEncrypting, rng: rng.fork('working keys') };
    return {
      newKeys: () => {
        const keys = this.#working.offer(all);
        return { keys, facts: { offersGeneration: String(this.#working.candidates[0]?.generation ?? 0) } };
      },
    };
  }

  translate(pin: ArrivingPin, pan: string): Translation {
    const sources = this.#sourcesOf(pin);
    const tried = sources.map((source) => ({ source, opened: openedBy(source, pin.block, pan) }));
    const found = tried.find(({ opened }) => opened.length > 0) ?? tried.at(-1);
    if (found === undefined) return refused('88', 'pin-key-unknown', {});
    const { source, opened } = found;
    const facts = {
      keyScheme: source.scheme,
      ...(source.counter === undefined ? {} : { keyCounter: String(source.counter) }),
      usagesThatOpen: opened.map(({ usage }) => usage).join(' ') || 'none',
    };
    if (source.isReplay) return refused('63', 'key-serial-number-not-higher', facts);
    const block = opened.find(({ usage }) => usage === 'pin-encryption')?.block;
    if (block === undefined) return refused('88', 'pin-block-unreadable', facts);
    source.use?.();
    const seen = { ...facts, blockFormat: String(block.format), ...this.#chanceFacts(block) };
    return this.#close(block, pan, seen);
  }

  #close(opened: OpenedBlock, pan: string, facts: Facts): Translation {
    const wanted = this.#wanted;
    if (!isLawful(wanted)) return refused('88', 'translation-not-lawful', { ...facts, wantedFormat: String(wanted) });
    const { issuer, rng } = this.#options;
    const key = wanted === 4 ? issuer.aes : issuer.tripleDes;
    const block = closeBlock(opened, { format: wanted, key, pan, chance: rng.bytes(chanceBytes) });
    return { kind: 'translated', block, facts: { ...facts, translatedTo: String(wanted) } };
  }

  /** Something to tell equal fills from different ones by, and which fill digits came: never where, nor how many. */
  #chanceFacts({ format, chanceHex }: OpenedBlock): Facts {
    if (chanceHex === '') return {};
    const mark = createHmac('sha256', createSecretKey(this.#markKey))
      .update(fromHex(chanceHex.padEnd(16, '0')))
      .digest();
    const digits = format === 3 ? { fillDigits: [...new Set(chanceHex)].toSorted().join('') } : {};
    return { fillMark: toHex(mark.subarray(0, 4)), ...digits };
  }

  #sourcesOf({ block, keySerialNumber }: ArrivingPin): readonly Source[] {
    const { derivation } = this.#options;
    const isLong = block.length === 16;
    if (keySerialNumber === undefined) {
      const scheme = isLong ? 'zone-aes' : 'zone-tdes';
      return this.#working.candidates.map((pair) => ({
        scheme,
        counter: undefined,
        isReplay: false,
        usages: ['pin-encryption'],
        keyFor: () => (isLong ? pair.pins.aes : pair.pins.tripleDes),
        use: () => this.#working.use(pair),
      }));
    }
    const keys = transactionKeys(keySerialNumber, derivation);
    if (keys === undefined || isLong !== (keys.scheme === 'dukpt-aes')) return [];
    return [{ ...keys, isReplay: !this.#counters.isHigher(keys) }];
  }
}

interface Source {
  readonly scheme: KeyScheme;
  readonly counter: number | undefined;
  readonly isReplay: boolean;
  readonly usages: readonly KeyUsage[];
  readonly keyFor: (usage: KeyUsage) => Uint8Array;
  /** Called when a block was opened: older keys of the zone are good no more. */
  readonly use?: () => void;
}

/** Tries the keys of every use: a PIN that another one opens was enciphered with a key that is not for PINs. */
function openedBy(
  source: Source,
  block: Uint8Array,
  pan: string,
): readonly { readonly usage: KeyUsage; readonly block: OpenedBlock }[] {
  if (block.length !== 8 && block.length !== 16) return [];
  return source.usages.flatMap((usage) => {
    const opened = openBlock(block, source.keyFor(usage), pan);
    return opened === undefined ? [] : [{ usage, block: opened }];
  });
}

function isLawful(format: WantedFormat): format is BoundFormat {
  return lawfulFormats.has(format);
}

function refused(responseCode: string, reason: string, facts: Facts): Translation {
  return { kind: 'refused', responseCode, reason, facts };
}
