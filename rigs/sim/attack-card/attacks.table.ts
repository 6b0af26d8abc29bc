import type { Attack } from './attack.ts';
import { mixUpBrands } from './brand-mix-up.ts';
import {
  acceptAnyPin,
  passOn,
  replayCryptogram,
  sayApprovedOffline,
  sayDeviceVerified,
  withoutProfileBits,
  withVerificationRules,
} from './rewriting.ts';

const tamarin = 'Basin, Sasse, Toro-Pozo: The EMV Standard: Break, Fix, Verify (IEEE S&P 2021)';
const mixUp = 'Basin, Sasse, Toro-Pozo: Card Brand Mixup Attack (USENIX Security 2021)';
const downgrade = 'Roland, Langer: Cloning Credit Cards: A Combined Pre-play and Downgrade Attack (WOOT 2013)';
const skim = 'Bond, Choudary, Murdoch, Skorobogatov, Anderson: Chip and Skim (IEEE S&P 2014)';
const distance = 'Drimer, Murdoch: Keep Your Enemies Close (USENIX Security 2007)';
const broken = 'Murdoch, Drimer, Anderson, Bond: Chip and PIN is Broken (IEEE S&P 2010)';
const definitely = 'Barisani, Bianco, Laurie, Franken: Chip & PIN is Definitely Broken (CanSecWest 2011)';

/** Every attack that a card of the library can be put behind. */
export const attacks: readonly Attack[] = [
  {
    name: 'attack-no-pin-by-qualifiers',
    purpose:
      "Says that the consumer's device verified the cardholder; a wrong issuer does not ask its own card's word.",
    source: tamarin,
    base: 'quick-online',
    through: 'contactless',
    lawful: {
      outcomes: ['declined', 'ended', 'approved'],
      because: 'nothing signs 9F6C in an online transaction, so that only limits and the issuer can stop it',
    },
    sit: sayDeviceVerified,
  },
  {
    name: 'attack-brand-mix-up',
    purpose:
      'Shows a card of one brand as one of another that asks for no PIN; a wrong host never compares AID and PAN.',
    source: mixUp,
    base: 'standard',
    through: 'contactless',
    lawful: {
      outcomes: ['declined', 'ended', 'try-another-interface'],
      because: 'the profile that the terminal reports is not the one that the cryptogram was made over',
    },
    sit: mixUpBrands,
  },
  {
    name: 'attack-offline-approval',
    purpose:
      'Passes an online cryptogram off as an offline approval; a wrong kernel believes tag 9F27 without a signature.',
    source: tamarin,
    base: 'standard',
    through: 'contactless',
    lawful: {
      outcomes: ['declined', 'ended'],
      because: 'the cryptogram information is under the dynamic signature, and nobody asked for an offline approval',
    },
    sit: sayApprovedOffline,
  },
  {
    name: 'attack-offline-approval-contact',
    purpose: 'The same in the chip slot, with a card whose answer nothing signs.',
    source: tamarin,
    base: 'contact-dda',
    through: 'contact',
    lawful: {
      outcomes: ['declined', 'ended'],
      because: 'a terminal that asked for an online cryptogram takes no higher one',
    },
    sit: sayApprovedOffline,
  },
  {
    name: 'attack-stripe-downgrade',
    purpose:
      'Takes EMV mode out of the profile; a wrong kernel goes on in mag-stripe mode with a card that can do better.',
    source: downgrade,
    base: 'standard',
    through: 'contactless',
    lawful: {
      outcomes: ['declined', 'ended', 'try-another-interface'],
      because: 'the profile is signed, and this terminal has no mag-stripe mode',
    },
    sit: withoutProfileBits(0x00, 0x80),
  },
  {
    name: 'attack-pre-play',
    purpose:
      'Answers every later GENERATE AC with the first answer; a wrong terminal draws the same unpredictable number twice.',
    source: skim,
    base: 'standard',
    through: 'contactless',
    lawful: {
      outcomes: ['declined', 'ended', 'approved'],
      because:
        'the first transaction is honest; from the second the unpredictable number in the signature is an old one',
    },
    sit: replayCryptogram,
  },
  {
    name: 'attack-relay-30-ms',
    purpose: 'The card is elsewhere: every answer takes 30 ms more; a wrong kernel measures no relay resistance.',
    source: distance,
    base: 'standard',
    through: 'contactless',
    lawful: {
      outcomes: ['approved', 'declined'],
      because: 'a card without relay resistance gives nothing by which the terminal could tell',
    },
    delayMs: 30,
    sit: passOn,
  },
  {
    name: 'attack-relay-resistance-30-ms',
    purpose:
      'The same with a card that has relay resistance; a wrong kernel does not say in the results that it took too long.',
    source: distance,
    base: 'chip-relay-resistance',
    through: 'contactless',
    lawful: {
      outcomes: ['approved', 'declined'],
      because: 'the terminal reports the exceeded time (tag 95, byte 5), and action codes and issuer decide',
    },
    delayMs: 30,
    sit: passOn,
  },
  {
    name: 'attack-no-authentication',
    purpose: 'Takes SDA, DDA and CDA out of the profile; a wrong kernel forgets to say that nothing was authenticated.',
    source: tamarin,
    base: 'contact-cda',
    through: 'contact',
    lawful: {
      outcomes: ['declined', 'ended'],
      because: 'the issuer makes the cryptogram over the true profile and finds that it does not match',
    },
    sit: withoutProfileBits(0x61, 0x00),
  },
  {
    name: 'attack-no-cardholder-verification',
    purpose: 'Replaces the verification rules by "none needed"; a wrong kernel does not authenticate them.',
    source: definitely,
    base: 'contact-cda',
    through: 'contact',
    lawful: {
      outcomes: ['declined', 'ended'],
      because: 'the list is under the signature of the static data: authentication fails',
    },
    sit: withVerificationRules('1F00'),
  },
  {
    name: 'attack-plaintext-pin',
    purpose:
      'Replaces the verification rules by "plaintext PIN" in order to read it on the line; a wrong kernel obeys.',
    source: definitely,
    base: 'contact-cda',
    through: 'contact',
    lawful: {
      outcomes: ['declined', 'ended'],
      because: 'the list is under the signature of the static data: authentication fails',
    },
    sit: withVerificationRules('0100'),
  },
  {
    name: 'attack-any-pin',
    purpose: 'The wedge: answers VERIFY itself; a wrong issuer does not compare the card’s word with the terminal’s.',
    source: broken,
    base: 'contact-plaintext-pin',
    through: 'contact',
    lawful: {
      outcomes: ['declined'],
      because: 'the terminal sees a right PIN; the issuer compares 9F34 with the card’s results and declines',
    },
    sit: acceptAnyPin,
  },
];
