import { profiles } from './library.table.ts';
import type { CardImage } from './personalisation/card-image.ts';
import { personalise } from './personalisation/personalise.ts';

/**
 * All cards of the library, personalised for a bench's date: expiry and effective dates count from there.
 *
 * @param bench.todayIso  YYYY-MM-DD
 */
export function cardLibrary(bench: { readonly todayIso: string }): readonly CardImage[] {
  return profiles.map((profile) => personalise(profile, bench));
}
