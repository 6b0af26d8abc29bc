import { fromHex } from '../bytes.ts';
import { cryptogramVersions } from '../cryptography/cryptogram-versions.table.ts';
import { writeApplication } from './application.ts';
import { monthsAfter, yymm } from './calendar.ts';
import type { ApplicationImage, CardImage } from './card-image.ts';
import type { CardProfile } from './card-profile.ts';

/** The euro, in which all accounts are kept. */
const currencyCode = '978';

/**
 * Writes a card. The same profile and date give the same card, byte for byte; its applications are written when
 * somebody asks for them.
 *
 * @param bench.todayIso  YYYY-MM-DD: the profile's months count from here
 */
export function personalise(profile: CardProfile, bench: { readonly todayIso: string }): CardImage {
  const [main] = profile.applications;
  const cryptogramVersion = main?.cryptogramVersion ?? '14';
  const expiry = monthsAfter({ todayIso: bench.todayIso, count: main?.expiresInMonths ?? 0 });
  const hasContacts = profile.applications.some((one) => one.interfaces !== 'contactless');
  let applications: readonly ApplicationImage[] | undefined;
  return {
    name: profile.name,
    purpose: profile.purpose,
    isLying: profile.isLying,
    uid: fromHex(profile.uidHex),
    // A card without an application for the slot is a card without contacts.
    answerToReset: fromHex(hasContacts ? profile.answerToResetHex : ''),
    transport: profile.transport,
    get applications(): readonly ApplicationImage[] {
      applications ??= profile.applications.map((one) => writeApplication(profile, one, bench));
      return applications;
    },
    categories: fromHex(profile.categoriesHex),
    selectionDol: fromHex(profile.selectionDolHex),
    pin: profile.pin,
    pinTries: profile.pinTries,
    processing: profile.processing,
    lies: profile.lies,
    account: {
      pan: profile.pan,
      panSequenceNumber: profile.panSequenceNumber,
      expiryDate: yymm(expiry),
      balanceMinor: profile.balanceMinor,
      currencyCode,
      cryptogramVersion,
      recipe: cryptogramVersions[cryptogramVersion],
      pin: profile.pin,
    },
  };
}
