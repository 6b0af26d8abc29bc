import { dataDictionaryRows } from './data-dictionary.table.ts';

/** Formats of EMV Book 3, 4.3. `template` marks a constructed object. */
export type DataObjectFormat = 'a' | 'an' | 'ans' | 'b' | 'cn' | 'n' | 'template';

/** What the terminal knows about one data object. */
export interface DataObjectDefinition {
  readonly tag: string;
  readonly name: string;
  readonly format: DataObjectFormat;
  /** Who is the only one to supply it. */
  readonly source: 'card' | 'terminal' | 'issuer';
  readonly lengthBytesMin: number;
  readonly lengthBytesMax: number;
}

const definitions: ReadonlyMap<string, DataObjectDefinition> = new Map(
  dataDictionaryRows.map(([tag, name, format, source, lengthBytesMin, lengthBytesMax]) => [
    tag,
    { tag, name, format, source, lengthBytesMin, lengthBytesMax },
  ]),
);

/** What the dictionary says about a tag (upper-case hexadecimal text); undefined for a proprietary one. */
export function dataObjectDefinition(tag: string): DataObjectDefinition | undefined {
  return definitions.get(tag);
}

/** The format of a tag; a proprietary object counts as binary. */
export function dataObjectFormat(tag: string): DataObjectFormat {
  return definitions.get(tag)?.format ?? 'b';
}
