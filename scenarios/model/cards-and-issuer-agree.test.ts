import { describe, expect, test } from 'vitest';
import { createCard } from '#rigs/sim/card/card.ts';
import type { SimulatedCard } from '#rigs/sim/card/card.ts';
import { cardLibrary } from '#rigs/sim/card/library.ts';
import { schemeKeys } from '#rigs/sim/card/personalisation/scheme-keys.ts';
import { runByHand, terminalObjects } from '#rigs/sim/card/testing/by-hand-terminal.ts';
import { countingRng, send, todayIso } from '#rigs/sim/card/testing/tap.ts';
import { createIssuer } from '#rigs/sim/issuer/issuer.ts';
import type { Issuer, IssuerDecision } from '#rigs/sim/issuer/issuer.ts';

/** Cards and issuer are written apart, from the same books and the same public values. Here they meet. */
const library = cardLibrary({ todayIso });

function bank(): Issuer {
  return createIssuer({
    masterKeyForCryptograms: schemeKeys.issuerMasterKey,
    masterKeysForScripts: {
      scriptIntegrity: schemeKeys.issuerMasterKeys.integrity,
      scriptConfidentiality: schemeKeys.issuerMasterKeys.confidentiality,
    },
    accounts: library.map(({ account }) => account),
  });
}

interface Asked {
  readonly card: SimulatedCard;
  readonly decision: IssuerDecision;
}

/** One purchase up to the issuer's word; undefined when the card gave no cryptogram. */
function ask(name: string, issuer: Issuer): Asked | undefined {
  const image = library.find((one) => one.name === name);
  if (image === undefined) throw new Error(`the library has no card ${name}`);
  const card = createCard(image, countingRng(1));
  const isChip = image.applications.some(({ profile }) => profile.interfaces !== 'contactless');
  const { objects } = runByHand(card, isChip ? 'contact' : 'contactless');
  if (!objects.has('9F26') || !objects.has('9F10')) return undefined;
  const inMessage = ['9F26', '9F27', '9F10', '9F36', '82', ...terminalObjects.keys()];
  const field55 = inMessage
    .map((tag) => [tag, objects.get(tag) ?? terminalObjects.get(tag) ?? ''] as const)
    .map(([tag, hex]) => `${tag}${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`)
    .join('');
  const { pan, panSequenceNumber } = image.account;
  const decision = issuer.authorize({
    pan,
    panSequenceNumber,
    amountMinor: 1250,
    currencyCode: '978',
    processingCode: '000000',
    field55: Uint8Array.from(Buffer.from(field55, 'hex')),
  });
  return { card, decision };
}

describe('every card and its issuer', () => {
  const strangers = new Set(
    library
      .filter(({ isLying, applications }) => isLying || applications.some(({ profile }) => profile.quirks.length > 0))
      .map(({ name }) => name),
  );
  const honest = library.map(({ name }) => name).filter((name) => !strangers.has(name));

  test.each(honest)('agree on the cryptogram of %s', (name) => {
    const asked = ask(name, bank());
    if (asked === undefined) return;
    expect(asked.decision.facts).toMatchObject({ cryptogram: 'verified' });
  });

  test('are enough to say something', () => {
    const verified = honest.filter((name) => ask(name, bank())?.decision.facts['cryptogram'] === 'verified');
    expect(verified.length).toBeGreaterThanOrEqual(60);
  });

  test.each(['wrong-cryptogram', 'liar-wrong-amount'])('disagree on that of %s', (name) => {
    expect(ask(name, bank())?.decision.facts).toMatchObject({ cryptogram: 'failed' });
  });
});

describe('the issuer in a card that it gave out', () => {
  test.each(['contact-issuer-authentication', 'blue-version-10', 'blue-version-18', 'blue-version-22'])(
    'is recognised by %s, and changes its PIN',
    (name) => {
      const issuer = bank();
      const account = library.find((one) => one.name === name)?.account;
      issuer.orderScript(account?.pan ?? '', [{ kind: 'pin-change', pin: '4711' }]);
      const asked = ask(name, issuer);
      const proof = asked?.decision.issuerAuthenticationData ?? new Uint8Array();
      const hex = Buffer.from(proof).toString('hex');
      if (asked === undefined) throw new Error('the card gave a cryptogram');
      expect(send(asked.card, `00820000${proof.length.toString(16).padStart(2, '0')}${hex}`)).toBe('9000');
      const script = Buffer.from(asked.decision.field55 ?? []).toString('hex');
      const command = /86[0-9a-f]{2}((?:84|8c)24.*)$/u.exec(script)?.[1] ?? '';
      expect(send(asked.card, command)).toBe('9000');
      expect(send(asked.card, '0020008008244711FFFFFFFFFF')).toBe('9000');
    },
  );
});
