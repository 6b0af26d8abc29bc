import { UsageError } from './usage-error.ts';

/** One object of a case, which knows where in the case it stands so that errors name the field. */
export class CaseFields {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #path: string;

  /** @throws {UsageError} when the value is no object */
  constructor(value: unknown, path = '') {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new UsageError(`${path === '' ? 'the case' : `field '${path}'`} must be an object: { … }`);
    }
    this.#fields = value as Readonly<Record<string, unknown>>;
    this.#path = path;
  }

  /** Refuses fields that nobody reads: a typing error must not pass for a value left out. */
  allow(names: readonly string[]): this {
    const unknown = this.names().find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new UsageError(`field '${this.#pathOf(unknown)}' is not known; there are ${names.join(', ')}`);
    }
    return this;
  }

  names(): readonly string[] {
    return Object.keys(this.#fields);
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined;
  }

  inner(name: string): CaseFields {
    return new CaseFields(this.#fields[name] ?? {}, this.#pathOf(name));
  }

  list(name: string): readonly unknown[] {
    const value = this.#fields[name] ?? [];
    if (!Array.isArray(value)) throw this.#wrong(name, 'must be a list: [ … ]');
    return value;
  }

  /** The objects of a list, each with its place. */
  innerList(name: string): readonly CaseFields[] {
    return this.list(name).map((each, index) => new CaseFields(each, `${this.#pathOf(name)}[${index}]`));
  }

  /** @param pattern  what the text must look like; @param meaning  the same in words */
  text(name: string, pattern: RegExp, meaning: string): string {
    const value = this.#fields[name];
    if (value === undefined) throw this.#wrong(name, `is missing; it must be ${meaning}`);
    if (typeof value !== 'string' || !pattern.test(value)) throw this.#wrong(name, `must be ${meaning}`);
    return value;
  }

  /** Hexadecimal text; blanks between bytes are passed over. @param lengths  in bytes; any when not given */
  bytes(name: string, lengths: readonly number[] = []): Uint8Array {
    return this.#hex(name, this.#fields[name], lengths);
  }

  bytesList(name: string): readonly Uint8Array[] {
    return this.list(name).map((each, index) => this.#hex(`${name}[${index}]`, each, []));
  }

  number(name: string): number | undefined {
    const value = this.#fields[name];
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw this.#wrong(name, 'must be a whole number, 0 or more');
    }
    return value;
  }

  #hex(name: string, value: unknown, lengths: readonly number[]): Uint8Array {
    const sizes = lengths.length === 0 ? '' : ` of ${sizeWords(lengths)} bytes`;
    if (value === undefined) throw this.#wrong(name, `is missing; it must be hexadecimal text${sizes}`);
    const hex = typeof value === 'string' ? value.replaceAll(/\s/gu, '') : '-';
    const isSized = lengths.length === 0 || lengths.includes(hex.length / 2);
    const isHex = /^(?:[\dA-Fa-f]{2})*$/u.test(hex);
    // How much was found helps, what it was never does: it may be a key.
    const found = isHex && !isSized ? `, and has ${hex.length / 2}` : '';
    if (!isHex || !isSized) throw this.#wrong(name, `must be hexadecimal text${sizes}${found}`);
    return Uint8Array.from(Buffer.from(hex, 'hex'));
  }

  #wrong(name: string, problem: string): UsageError {
    return new UsageError(`field '${this.#pathOf(name)}' ${problem}`);
  }

  #pathOf(name: string): string {
    return this.#path === '' ? name : `${this.#path}.${name}`;
  }
}

/** One size, two, or a range. */
function sizeWords(lengths: readonly number[]): string {
  return lengths.length < 3 ? lengths.join(' or ') : `${Math.min(...lengths)} to ${Math.max(...lengths)}`;
}
