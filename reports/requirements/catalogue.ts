import { readdirSync, readFileSync } from 'node:fs';

import { LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, YAMLMap } from 'yaml';

import { RigFailure } from '#drivers/ports/failure.ts';
import type { PlannedRequirement, RequiredRig, Severity } from '../evidence/run-record.ts';
import { parseApplicability } from './applicability.ts';

/** How sure we are of clause and wording: seen in a public source, well known, or to be checked before quoting. */
export type Confidence = 'verified' | 'high' | 'medium' | 'low';

/** One requirement of the catalogue. */
export interface Requirement {
  readonly id: string;
  /** `clause` when the number in the id is the standard's, `local` when the id is ours. */
  readonly kind: 'clause' | 'local';
  readonly source: { readonly document: string; readonly version: string; readonly clause: string };
  /** One sentence in our own words. */
  readonly text: string;
  /** Expression over abilities; see {@link parseApplicability}. */
  readonly applicability: string;
  readonly severity: Severity;
  readonly rig: RequiredRig;
  readonly confidence: Confidence;
}

const CATALOGUE_FOLDER = new URL('catalogue/', import.meta.url);
const KINDS = ['clause', 'local'] as const;
const SEVERITIES = ['blocker', 'major', 'minor', 'info'] as const;
const RIGS = ['sim-and-hw', 'sim-partial-hw-for-physical', 'hw-only'] as const;
const CONFIDENCES = ['verified', 'high', 'medium', 'low'] as const;
const ID = /^[A-Z][A-Za-z0-9.]*(?:-[A-Za-z0-9.]+)+$/u;
const MEMBERS = ['id', 'kind', 'source', 'text', 'applicability', 'severity', 'rig', 'confidence'];

/**
 * The project's catalogue: every file of the folder `catalogue/`, in the order of the file names.
 *
 * @throws {RigFailure} code CATALOGUE_INVALID, naming file and line and what was expected there
 */
export function loadCatalogue(): readonly Requirement[] {
  const fileNames = readdirSync(CATALOGUE_FOLDER).filter((name) => name.endsWith('.yaml'));
  const files = fileNames.sort().map((name) => {
    const fileName = `reports/requirements/catalogue/${name}`;
    return { fileName, requirements: parseCatalogue(readFileSync(new URL(name, CATALOGUE_FOLDER), 'utf8'), fileName) };
  });
  return joinCatalogues(files);
}

/**
 * One catalogue of several files.
 *
 * @throws {RigFailure} code CATALOGUE_INVALID when two files hold the same id, naming both
 */
export function joinCatalogues(
  files: readonly { readonly fileName: string; readonly requirements: readonly Requirement[] }[],
): readonly Requirement[] {
  const homes = new Map<string, string>();
  for (const { fileName, requirements } of files) {
    for (const { id } of requirements) {
      const home = homes.get(id);
      if (home !== undefined) {
        const message = `could not read the catalogue: ${fileName} and ${home} both hold ${id}; an id has one home`;
        throw new RigFailure({ code: 'CATALOGUE_INVALID', blame: 'scenario', message, facts: { file: fileName } });
      }
      homes.set(id, fileName);
    }
  }
  return files.flatMap(({ requirements }) => requirements);
}

/**
 * Reads and checks a catalogue.
 *
 * @param fileName  for messages
 * @throws {RigFailure} code CATALOGUE_INVALID, naming file and line and what was expected there
 */
export function parseCatalogue(text: string, fileName: string): readonly Requirement[] {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const place = new Place(fileName, lineCounter);
  const [error] = document.errors;
  if (error !== undefined) throw place.invalid(error.pos[0], 'YAML', error.message.split('\n')[0] ?? '');
  const root = mapOf(document.contents, { place, expected: 'a map with "documents" and "requirements"' });
  const documents = readDocuments(root, place);
  const list = root.get('requirements', true);
  if (!isSeq(list)) throw place.invalid(offsetOf(root), 'a list "requirements"', wordsFor(list));
  const requirements = list.items.map((item) => readRequirement(item, { place, documents }));
  refuseDoubles(requirements, { place, nodes: list.items });
  return requirements;
}

/** A requirement as a run's plan carries it. */
export function plannedRequirement(requirement: Requirement): PlannedRequirement {
  const { document, version, clause } = requirement.source;
  return {
    id: requirement.id,
    clause: `${document} ${version}, ${clause}`,
    text: requirement.text,
    severity: requirement.severity,
    rig: requirement.rig,
  };
}

type Documents = ReadonlyMap<string, { readonly title: string; readonly version: string }>;

/** Knows file and lines, and words a complaint. */
class Place {
  readonly #fileName: string;
  readonly #lines: LineCounter;
  constructor(fileName: string, lines: LineCounter) {
    this.#fileName = fileName;
    this.#lines = lines;
  }
  invalid(offset: number, expected: string, found: string): RigFailure {
    const { line } = this.#lines.linePos(offset);
    const message = `could not read the catalogue: ${this.#fileName}, line ${line}: expected ${expected}, found ${found}`;
    return new RigFailure({
      code: 'CATALOGUE_INVALID',
      blame: 'scenario',
      message,
      facts: { file: this.#fileName, line },
    });
  }
}

function readDocuments(root: YAMLMap, place: Place): Documents {
  const documents = mapOf(root.get('documents', true), { place, expected: 'a map "documents"' });
  return new Map(
    documents.items.map((pair) => {
      const entry = mapOf(pair.value, { place, expected: 'a document { title, version }' });
      const value = { title: textOf(entry, 'title', place), version: textOf(entry, 'version', place) };
      return [isScalar(pair.key) ? String(pair.key.value) : '', value] as const;
    }),
  );
}

function readRequirement(item: unknown, given: { readonly place: Place; readonly documents: Documents }): Requirement {
  const { place, documents } = given;
  const map = mapOf(item, { place, expected: 'a requirement { id, kind, source, text, … }' });
  for (const pair of map.items) {
    const name = isScalar(pair.key) ? String(pair.key.value) : '';
    if (!MEMBERS.includes(name)) throw place.invalid(offsetOf(pair.key), `one of ${MEMBERS.join(', ')}`, `"${name}"`);
  }
  const id = textOf(map, 'id', place);
  if (!ID.test(id)) throw place.invalid(offsetOf(map.get('id', true)), 'an id such as EMV-B3-10.7-1', `"${id}"`);
  const source = mapOf(map.get('source', true), { place, expected: `a source of ${id} { document, clause }`, in: map });
  const key = textOf(source, 'document', place);
  const document = documents.get(key);
  if (document === undefined) {
    const known = [...documents.keys()].join(', ');
    throw place.invalid(offsetOf(source.get('document', true)), `one of the documents ${known}`, `"${key}"`);
  }
  const applicability = textOf(map, 'applicability', place);
  const parsed = parseApplicability(applicability);
  if (parsed.kind === 'malformed') {
    const offset = offsetOf(map.get('applicability', true));
    throw place.invalid(offset, `${parsed.expected} in the applicability "${applicability}"`, `"${parsed.found}"`);
  }
  return {
    id,
    kind: oneOf(map, { name: 'kind', words: KINDS, place }),
    source: { document: document.title, version: document.version, clause: textOf(source, 'clause', place) },
    text: textOf(map, 'text', place),
    applicability,
    severity: oneOf(map, { name: 'severity', words: SEVERITIES, place }),
    rig: oneOf(map, { name: 'rig', words: RIGS, place }),
    confidence: oneOf(map, { name: 'confidence', words: CONFIDENCES, place }),
  };
}

function refuseDoubles(
  requirements: readonly Requirement[],
  given: { readonly place: Place; readonly nodes: readonly unknown[] },
): void {
  const seen = new Set<string>();
  for (const [index, { id }] of requirements.entries()) {
    if (seen.has(id))
      throw given.place.invalid(offsetOf(given.nodes[index]), 'an id that is not taken', `"${id}" again`);
    seen.add(id);
  }
}

function mapOf(
  node: unknown,
  given: { readonly place: Place; readonly expected: string; readonly in?: YAMLMap },
): YAMLMap {
  if (isMap(node)) return node;
  throw given.place.invalid(offsetOf(node ?? given.in), given.expected, wordsFor(node));
}

function textOf(map: YAMLMap, name: string, place: Place): string {
  const node = map.get(name, true);
  if (isScalar(node) && typeof node.value === 'string' && node.value.trim() !== '') return node.value;
  throw place.invalid(offsetOf(node ?? map), `a text "${name}" (quote it if it looks like a number)`, wordsFor(node));
}

function oneOf<Word extends string>(
  map: YAMLMap,
  given: { readonly name: string; readonly words: readonly Word[]; readonly place: Place },
): Word {
  const text = textOf(map, given.name, given.place);
  const word = given.words.find((each) => each === text);
  if (word !== undefined) return word;
  const expected = `"${given.name}" to be one of ${given.words.join(', ')}`;
  throw given.place.invalid(offsetOf(map.get(given.name, true)), expected, `"${text}"`);
}

function offsetOf(node: unknown): number {
  return (node as Partial<Node> | null | undefined)?.range?.[0] ?? 0;
}

function wordsFor(node: unknown): string {
  if (node === undefined || node === null) return 'nothing';
  if (isMap(node)) return 'a map';
  if (isSeq(node)) return 'a list';
  return isScalar(node) ? `"${String(node.value)}"` : 'something else';
}
