import { joinBytes } from './bytes.ts';
import type { CryptogramVersion } from './cryptogram-versions.table.ts';

/** What the issuer reads out of tag 9F10. */
export interface IssuerData {
  readonly versionNumber: number;
  /** What of it goes into the cryptogram. */
  readonly part: Uint8Array;
  /** The card verification results as the layout has them. */
  readonly results: Uint8Array;
}

/** Where the parts of tag 9F10 stand, and how long it may be. `results` and `counters` are [start, end]. */
const layouts = {
  'm-chip': { lengths: [18, 32], version: 1, results: [2, 8], counters: [10, 18] },
  visa: { lengths: [7, 32], version: 2, results: [3, 7], counters: [7, 32] },
  'visa-long': { lengths: [7, 32], version: 1, results: [3, 8], counters: [8, 32] },
} as const;

/**
 * Takes tag 9F10 apart; undefined when it is too short or too long for the version's layout.
 *
 * @reads Layouts are the schemes' own. M-Chip: key index, version, results (6), dynamic number (2), counters (8). Visa:
 *   length, key index, version, results with their length (4), issuer's own; in format 2 the version stands second.
 */
export function issuerDataOf(bytes: Uint8Array, version: CryptogramVersion): IssuerData | undefined {
  const layout = layouts[version.layout];
  const [lengthMin, lengthMax] = layout.lengths;
  if (bytes.length < lengthMin || bytes.length > lengthMax) return undefined;
  const results = bytes.slice(...layout.results);
  const parts = {
    whole: bytes,
    minimum: bytes.slice(4, 5),
    results,
    'results-and-counters': joinBytes([results, bytes.slice(...layout.counters)]),
  };
  return { versionNumber: bytes[layout.version] ?? 0, part: parts[version.issuerPart], results };
}
