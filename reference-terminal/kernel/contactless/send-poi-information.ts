import type { TerminalConfiguration } from '../../configuration.ts';
import { concatBytes, fromHex, toHex } from '../bytes.ts';
import { buildDol, parseDol } from '../dol.ts';
import type { KernelRequest } from '../outcome.ts';
import { terminalData } from '../terminal-data.ts';
import { encodeTlv, findObject } from '../tlv.ts';
import type { TlvObject } from '../tlv.ts';

/** What a terminal tells a card of itself before an application is chosen. */
export interface PointOfInteraction {
  /** Two bytes. */
  readonly categoryHex: string;
  /** A data object of the terminal; undefined when it has none, or may not tell it. */
  readonly lookup: (tag: string) => Uint8Array | undefined;
}

/** Terminal categories that the card knows (two bytes each), and the list of what it wants to be told. */
const categoriesTag = '9F3E';
const selectionListTag = '9F3F';
/** Identifier of the terminal category among the objects of POI information: two bytes, length, value. */
const categoryIdentifier = '0001';
/** Objects that belong to the terminal and the sale, not to an application that is not chosen yet. */
const tellable: ReadonlySet<string> = new Set(
  '5F2A 5F36 81 9A 9C 9F01 9F02 9F03 9F15 9F16 9F1A 9F1C 9F1E 9F21 9F35 9F40 9F41 9F4E'.split(' '),
);

/**
 * What this terminal tells of itself; undefined when it has no category and knows nothing of the command.
 *
 * @reads Nothing that depends on an application is told: no capabilities, no floor limit, no unpredictable number.
 */
export function pointOfInteraction(
  terms: { readonly configuration: TerminalConfiguration; readonly request: KernelRequest },
  nowMs: number,
): PointOfInteraction | undefined {
  const { configuration, request } = terms;
  const categoryHex = configuration.terminalCategoryHex;
  const [application] = configuration.applications;
  if (categoryHex === undefined || application === undefined) return undefined;
  const start = { nowMs, unpredictableNumber: new Uint8Array() };
  const objects = terminalData({ configuration, application, request }, start);
  const information = categoryObject(categoryHex);
  return {
    categoryHex,
    lookup: (tag) => (tag === '8B' ? information : tellable.has(tag) ? objects.get(tag) : undefined),
  };
}

/**
 * SEND POI INFORMATION, where the card asks for it: by a list of data objects (9F3F), whose values come first, or by naming the
 * terminal's category (9F3E), which is told then and not otherwise.
 *
 * @param offered  objects of the directory's BF0C
 * @returns undefined when the card does not ask; 'malformed' when its list can't be answered
 * @clause EMV Contactless 2.12 Book B, 3.3.2.3 and Annex C.1.2, C.1.3
 */
export function poiInformationCommand(
  offered: readonly TlvObject[],
  poi: PointOfInteraction,
): Uint8Array | 'malformed' | undefined {
  const knowsCategory = categoriesOf(offered).includes(poi.categoryHex.toUpperCase());
  const selectionList = findObject(offered, selectionListTag)?.value;
  if (!knowsCategory && selectionList === undefined) return undefined;
  const list = parseDol(selectionList ?? new Uint8Array());
  if (list.kind === 'malformed') return 'malformed';
  const values = buildDol(list.entries, poi.lookup);
  const template = encodeTlv('83', concatBytes([values, ...(knowsCategory ? [categoryObject(poi.categoryHex)] : [])]));
  return concatBytes([Uint8Array.of(0x80, 0x1a, 0x00, 0x00, template.length), template, Uint8Array.of(0x00)]);
}

function categoriesOf(offered: readonly TlvObject[]): readonly string[] {
  return toHex(findObject(offered, categoriesTag)?.value ?? new Uint8Array()).match(/.{4}/gu) ?? [];
}

function categoryObject(categoryHex: string): Uint8Array {
  const value = fromHex(categoryHex);
  return concatBytes([fromHex(categoryIdentifier), Uint8Array.of(value.length), value]);
}
