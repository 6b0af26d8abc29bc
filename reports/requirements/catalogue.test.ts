import { describe, expect, test } from 'vitest';

import { applies, parseApplicability } from './applicability.ts';
import { joinCatalogues, loadCatalogue, parseCatalogue, plannedRequirement } from './catalogue.ts';

const ENTRY = `
documents:
  book: { title: 'A Book', version: '4.4' }
requirements:
  - id: REQ-1.2-a
    kind: clause
    source: { document: book, clause: '1.2' }
    text: 'One thing holds.'
    applicability: 'contactless && !offline'
    severity: blocker
    rig: sim-and-hw
    confidence: high
`;

describe('the catalogue', () => {
  test('holds the requirements of a contactless online mPOS, all well formed', () => {
    const ids = loadCatalogue().map((requirement) => requirement.id);
    expect(ids.length).toBeGreaterThanOrEqual(40);
    expect(ids).toEqual(
      expect.arrayContaining([
        'EMV-CB-3.2-collision',
        'EMV-B3-10.7-1',
        'EMV-B2-6.6.2-1',
        'ISO8583-04xx-1',
        'PERF-BAT-01',
        'L3-LOG-01',
      ]),
    );
  });

  test('refuses an id that two files hold, and names both', () => {
    const requirements = parseCatalogue(ENTRY, 'a.yaml');
    const files = [
      { fileName: 'a.yaml', requirements },
      { fileName: 'b.yaml', requirements },
    ];
    expect(() => joinCatalogues(files)).toThrow(/b\.yaml and a\.yaml both hold REQ-1\.2-a/u);
  });

  test('reads an entry with document, version and clause', () => {
    const [requirement] = parseCatalogue(ENTRY, 'c.yaml');
    expect(requirement?.source).toEqual({ document: 'A Book', version: '4.4', clause: '1.2' });
  });

  test('names document, version and clause in a run', () => {
    const [requirement] = parseCatalogue(ENTRY, 'c.yaml').map((each) => plannedRequirement(each));
    expect(requirement).toEqual({
      id: 'REQ-1.2-a',
      clause: 'A Book 4.4, 1.2',
      text: 'One thing holds.',
      severity: 'blocker',
      rig: 'sim-and-hw',
    });
  });

  test.each([
    [
      'severity: blocker',
      'severity: huge',
      /c\.yaml, line 10: expected "severity" to be one of blocker, .*found "huge"/u,
    ],
    ["clause: '1.2'", 'clause: 1.2', /line 7: expected a text "clause".*found "1.2"/u],
    ['document: book', 'document: bok', /line 7: expected one of the documents book, found "bok"/u],
    ['REQ-1.2-a', 'req', /line 5: expected an id such as/u],
    ['!offline', '(offline', /line 9: expected a closing parenthesis/u],
    ['    rig: sim-and-hw\n', '    rigg: sim-and-hw\n', /line 11: expected one of id, kind.*found "rigg"/u],
    ["    text: 'One thing holds.'\n", '', /line 5: expected a text "text".*found nothing/u],
    ["version: '4.4' }", "version: '4.4'", /line \d+: expected YAML/u],
  ])('says where %j became %j and what it expected', (from, to, message) => {
    expect(() => parseCatalogue(ENTRY.replace(from, to), 'c.yaml')).toThrow(message);
  });

  test('refuses an id twice', () => {
    const twice = ENTRY + ENTRY.slice(ENTRY.indexOf('  - id'));
    expect(() => parseCatalogue(twice, 'c.yaml')).toThrow(/line 13: expected an id that is not taken/u);
  });
});

describe('applicability', () => {
  const has = (text: string, abilities: readonly string[]): unknown => {
    const parsed = parseApplicability(text);
    return parsed.kind === 'parsed' ? applies(parsed.expression, new Set(abilities)) : parsed;
  };

  test.each([
    ['always', [], true],
    ['a || b && c', ['a'], true],
    ['(a || b) && c', ['a'], false],
    ['!a && b', ['b'], true],
    ['kernel.c2 && oda.cda', ['kernel.c2'], false],
  ] as const)('%j with %j is %j', (text, abilities, expected) => {
    expect(has(text, abilities)).toMatchObject({ applies: expected });
  });

  test('names the part that decided against it', () => {
    expect(has('contactless && (online || saf)', ['contactless'])).toEqual({
      applies: false,
      failingTerm: '(online || saf)',
    });
  });

  test.each(['', 'a &&', 'a b', '&& a', 'a | b'])('refuses %j', (text) => {
    expect(parseApplicability(text).kind).toBe('malformed');
  });
});
