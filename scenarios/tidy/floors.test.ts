import { dirname, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFiles, type SourceFile } from './tree.ts';

/** What the files under a folder may import of the project. The first rule whose folder matches decides. */
const floors: readonly { readonly under: RegExp; readonly may: (file: string, target: string) => boolean }[] = [
  { under: /^drivers\/(ports|framing)\//u, may: (_, target) => target.startsWith('drivers/ports/') },
  { under: /^drivers\/robots\/firmata\//u, may: (_, target) => /^drivers\/(ports|framing|robots)\//u.test(target) },
  { under: /^drivers\//u, may: (_, target) => /^drivers\/(ports|framing|serial|mqtt|pcsc)\//u.test(target) },
  { under: /^reference-terminal\//u, may: () => false },
  { under: /^rigs\/faults\//u, may: (_, target) => target.startsWith('drivers/ports/') },
  { under: /^rigs\/sim\/.*\.test\.ts$/u, may: (_, target) => /^drivers\/(ports|clock)\//u.test(target) },
  { under: /^rigs\/sim\//u, may: (_, target) => target.startsWith('drivers/ports/') },
  { under: /^rigs\/twins\//u, may: (_, target) => /^drivers\/(ports|clock)\//u.test(target) },
  { under: /^rigs\/benches\//u, may: (_, target) => /^(drivers|rigs)\/|^reference-terminal\/mod\.ts$/u.test(target) },
  { under: /^rigs\//u, may: (_, target) => /^(drivers\/ports|rigs(?!\/(sim|twins|benches)))\//u.test(target) },
  { under: /^reports\//u, may: (_, target) => target.startsWith('drivers/ports/') },
  {
    under: /^scenarios\//u,
    may: (_, target) =>
      /^(drivers\/ports|rigs(?!\/(sim|twins|benches))|reports\/(evidence|requirements))\//u.test(target),
  },
  {
    // Of the terminal: its door, and the side door through which its codecs are held against published vectors.
    under: /^(cli|scripts)\//u,
    may: (_, target) => !/^reference-terminal\/(?!(mod|vectors)\.ts$)/u.test(target),
  },
];

/** The room of a file inside which it may import freely: an island for simulated things and drivers, else its floor. */
function roomOf(path: string): string {
  const parts = path.split('/');
  const deep =
    path.startsWith('rigs/sim/') || path.startsWith('rigs/twins/')
      ? 3
      : /^(drivers|rigs)\//u.test(path) && parts.length > 2
        ? 2
        : 1;
  return parts.slice(0, deep).join('/');
}

function targetOf(file: SourceFile, specifier: string): string | undefined {
  if (specifier === '#terminal') return 'reference-terminal/mod.ts';
  if (specifier === '#terminal/vectors.ts') return 'reference-terminal/vectors.ts';
  if (specifier.startsWith('#')) return specifier.slice(1);
  if (specifier.startsWith('.')) return posix.normalize(posix.join(dirname(file.path), specifier));
  return undefined;
}

/** Tests may wire real twins to drivers: they are no part of the product's floors, but the islands stay islands. */
const isFreeTest = (path: string): boolean =>
  /\.(test|contract)\.ts$/u.test(path) && !/^(reference-terminal|rigs\/sim|reports)\//u.test(path);

describe('the floors of the house', () => {
  const files = sourceFiles();

  test('are judged on the whole tree', () => {
    expect(files.length).toBeGreaterThan(150);
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(500);
  });

  test('import only downwards, and islands stay islands', () => {
    const illegal = files.flatMap((file) => {
      if (isFreeTest(file.path)) return [];
      const floor = floors.find(({ under }) => under.test(file.path));
      return file.imports.flatMap((specifier) => {
        const target = targetOf(file, specifier);
        if (target === undefined || roomOf(target) === roomOf(file.path)) return [];
        return floor?.may(file.path, target) === true ? [] : [`${file.path} imports ${target}`];
      });
    });
    expect(illegal).toEqual([]);
  });

  test('keep terminal, card, issuer and acquirer from ever seeing one another, in tests too', () => {
    const worlds = ['reference-terminal/', 'rigs/sim/card/', 'rigs/sim/issuer/', 'rigs/sim/acquirer/'];
    const meetings = files.flatMap((file) => {
      const own = worlds.find((world) => file.path.startsWith(world));
      if (own === undefined) return [];
      return file.imports
        .map((specifier) => targetOf(file, specifier))
        .filter((target) => target !== undefined && worlds.some((world) => world !== own && target.startsWith(world)))
        .map((target) => `${file.path} imports ${target}`);
    });
    expect(meetings).toEqual([]);
  });

  test('use # paths across folders and always name the .ts file', () => {
    const sloppy = files.flatMap((file) =>
      file.imports
        .filter((specifier) => /^[.#]/u.test(specifier) && specifier !== '#terminal')
        .filter((specifier) => !/\.(ts|json)$/u.test(specifier) || isFarAway(file, specifier))
        .map((specifier) => `${file.path} imports ${specifier}`),
    );
    expect(sloppy).toEqual([]);
  });

  test('let one room import a third-party library', () => {
    const shared = new Set(['vitest', 'fast-check', 'zx', 'playwright']);
    const rooms = new Map<string, Set<string>>();
    for (const file of files) {
      if (/\.(test|contract)\.ts$/u.test(file.path) || file.path.startsWith('scripts/')) continue;
      for (const specifier of file.imports) {
        if (/^[.#]|^node:/u.test(specifier)) continue;
        const name = specifier
          .split('/')
          .slice(0, specifier.startsWith('@') ? 2 : 1)
          .join('/');
        if (shared.has(name)) continue;
        rooms.set(name, (rooms.get(name) ?? new Set()).add(file.path.split('/').slice(0, -1).join('/')));
      }
    }
    // The serial binding serves our own links and, through a stream, the Firmata library: two rooms by nature.
    // YAML is read by the catalogue, by the terminal, a product of its own, and by the card library, an island.
    const allowed = new Map([
      ['@serialport/bindings-cpp', 2],
      ['yaml', 3],
      // The C library for twins' cables and for PC/SC: two libraries of the system through one binding.
      ['koffi', 2],
    ]);
    const spread = [...rooms].filter(([name, places]) => places.size > (allowed.get(name) ?? 1));
    expect(spread.map(([name, places]) => `${name}: ${[...places].join(', ')}`)).toEqual([]);
  });
});

/** The terminal has one door, and # paths lead to it alone; only the differential of the codecs looks behind it. */
function isFarAway(file: SourceFile, specifier: string): boolean {
  if (file.path.startsWith('scenarios/model/')) return false;
  const target = targetOf(file, specifier);
  return specifier.startsWith('..') && target !== undefined && roomOf(target) !== roomOf(file.path);
}
