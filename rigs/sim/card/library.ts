import { readFileSync, readdirSync } from 'node:fs';
import type { CardImage } from './personalisation/card-image.ts';
import type { CardProfile } from './personalisation/card-profile.ts';
import { personalise } from './personalisation/personalise.ts';
import { readProfiles } from './personalisation/read-profiles.ts';

const folder = new URL('./library/', import.meta.url);

let known: readonly CardProfile[] | undefined;

/** Every card of the library as its file describes it. The files are read once, when somebody first asks. */
export function libraryProfiles(): readonly CardProfile[] {
  known ??= readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .flatMap((file) => readProfiles(readFileSync(new URL(file, folder), 'utf8'), `rigs/sim/card/library/${file}`));
  return known;
}

/**
 * All cards of the library, personalised for a bench's date: expiry and effective dates count from there. A card's
 * records and certificates are made when it first gets power.
 *
 * @param bench.todayIso  YYYY-MM-DD
 */
export function cardLibrary(bench: { readonly todayIso: string }): readonly CardImage[] {
  return libraryProfiles().map((profile) => personalise(profile, bench));
}
