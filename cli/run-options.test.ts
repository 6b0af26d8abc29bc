import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '#reports/evidence/temporary-folder.fixture.ts';
import { loadBench, loadBenches } from './benches.ts';
import { checkWritable, deviceOptions, deviceWords, outFolder, seedOf } from './run-options.ts';
import { UsageError } from './usage-error.ts';

describe('words about devices', async () => {
  const [sim, loopback] = await Promise.all([loadBench('sim'), loadBench('loopback')]);
  const said = (port: readonly string[], firmware?: string) => deviceOptions({ port, firmware }, [sim, loopback]);

  test('become paths by role', () => {
    expect(said(['reader=/dev/ttyUSB0', 'arm=/dev/serial/by-id/a=b']).ports).toEqual({
      reader: '/dev/ttyUSB0',
      arm: '/dev/serial/by-id/a=b',
    });
  });

  test.each(['reader', 'reader=', '=/dev/ttyUSB0', 'printer=/dev/lp0', '/dev/ttyUSB0'])('may not be %s', (port) => {
    expect(() => said([port])).toThrow('must be reader=PATH or arm=PATH');
  });

  test('name each device once', () => {
    expect(() => said(['arm=/dev/a', 'arm=/dev/b'])).toThrow('names the arm twice');
  });

  test('are refused where every bench is simulated', () => {
    expect(() => deviceOptions({ port: ['arm=/dev/a'] }, [sim])).toThrow('bench sim is simulated and has none');
    expect(() => deviceOptions({ port: [], allowUnknownFirmware: true }, [sim])).toThrow(UsageError);
    expect(deviceOptions({ port: [], allowUnknownFirmware: false }, [sim]).ports).toEqual({});
  });

  test('name a firmware that is a file, and no huge one', () => {
    const folder = temporaryFolder();
    const [small, huge, directory] = ['a.hex', 'b.hex', 'c.hex'].map((name) => join(folder, name));
    writeFileSync(small ?? '', ':00000001FF\n');
    writeFileSync(huge ?? '', new Uint8Array(1_048_577));
    mkdirSync(directory ?? '');
    expect(said([], small).firmwarePath).toBe(small);
    for (const bad of [huge, directory, '/dev/zero']) expect(() => said([], bad)).toThrow('is no file of at most');
    expect(() => said([], join(folder, 'd.hex'))).toThrow('is not there');
  });

  test('stand again in the command that repeats a case, but not on a simulated bench', () => {
    const words = { port: ['arm=/dev/a'], firmware: 'f.hex', allowUnknownFirmware: true };
    const again = ['--port', 'arm=/dev/a', '--firmware', 'f.hex', '--allow-unknown-firmware'];
    expect(deviceWords(words, loopback)).toEqual(again);
    expect(deviceWords(words, sim)).toEqual([]);
  });
});

describe('a seed', () => {
  test('is taken as it is, or made up', () => {
    expect(seedOf('release-1.2_a')).toBe('release-1.2_a');
    expect(seedOf(undefined)).toMatch(/^[\w.-]{1,64}$/u);
  });

  test.each(['', ' ', 'a b', '$(rm)', 'é', 'x'.repeat(65)])('may not be %j', (seed) => {
    expect(() => seedOf(seed)).toThrow(UsageError);
  });
});

describe('a folder for the evidence', () => {
  test('is new, empty, or one in which a run could not begin', () => {
    const folder = temporaryFolder();
    expect(outFolder(join(folder, 'new', 'deep'))).toBe(join(folder, 'new', 'deep'));
    expect(outFolder(folder)).toBe(folder);
    writeFileSync(join(folder, 'plan.json.half'), '{');
    expect(outFolder(folder)).toBe(folder);
  });

  test('holds neither a run nor anything else', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'notes.txt'), '');
    expect(() => outFolder(folder)).toThrow('is not empty (notes.txt lies there)');
    writeFileSync(join(folder, 'plan.json'), '{}');
    expect(() => outFolder(folder)).toThrow('holds a run already');
    expect(() => outFolder(join(folder, 'notes.txt'))).toThrow('is a file');
    expect(() => outFolder(join(folder, 'notes.txt', 'run'))).not.toThrow(UsageError);
  });

  test('need not be there to be found writable', () => {
    expect(() => checkWritable(join(temporaryFolder(), 'a', 'b'))).not.toThrow();
  });
});

describe('a bench', () => {
  const description = `{ name: 'mine', nature: 'simulated', summary: 'mine', simulated: [], real: [], abilities: new Set() }`;
  const load = (text: string) => {
    const file = join(temporaryFolder(), 'mine.bench.ts');
    writeFileSync(file, text);
    return loadBench(file);
  };

  test('can be a file of one’s own', async () => {
    const bench = await load(`export const bench = { description: ${description}, open() {} };`);
    expect(bench.description.name).toBe('mine');
  });

  test.each([
    { what: 'a syntax error', text: 'export const bench = {', says: 'could not be loaded' },
    { what: 'a missing import', text: "import './nothing.ts';", says: 'could not be loaded' },
    { what: 'a throw at loading', text: "throw new Error('not today');", says: 'not today' },
    { what: 'no export', text: 'export const other = 1;', says: '`bench` is missing or no object' },
    { what: 'no way to open it', text: `export const bench = { description: ${description} };`, says: '`open` is no' },
    { what: 'no description', text: 'export const bench = { open() {} };', says: '`description` is missing' },
    ...[
      { field: "name: '../../evil'", says: '`description.name` must be letters' },
      { field: "nature: 'magic'", says: '`description.nature` must be one of simulated, loopback, physical' },
      { field: 'summary: 3', says: '`description.summary` is no text' },
      { field: 'real: [1]', says: 'must be lists of text' },
      { field: "abilities: ['contactless']", says: '`description.abilities` is no Set' },
    ].map(({ field, says }) => ({
      what: field,
      text: `export const bench = { description: { ...${description}, ${field} }, open() {} };`,
      says,
    })),
  ])('with $what is refused with what is wrong', async ({ text, says }) => {
    await expect(load(text)).rejects.toThrow(says);
    await expect(load(text)).rejects.toBeInstanceOf(UsageError);
  });

  test('that does not exist is refused with those that do', async () => {
    await expect(loadBench('simm')).rejects.toThrow("no bench is named 'simm'; there are loopback, sim");
    await expect(loadBench('nowhere/mine.bench.ts')).rejects.toThrow('there is no bench file');
    await expect(loadBenches(['sim', 'loopback', 'sim'])).rejects.toThrow("two benches named 'sim'");
  });
});
