import { selectedCard } from '../memory.ts';
import { signDynamicNumber } from '../cryptography/dynamic-signature.ts';
import type { CardInside } from '../memory.ts';
import { withBitFlipped } from '../bytes.ts';
import { encodeTlv } from '../tlv.ts';
import { done, refuse } from './answer.ts';
import type { Answer } from './answer.ts';
import { authenticateIssuer } from './authenticate-issuer.ts';
import { whyIssuerRefused } from './why-refused.ts';
import type { Command } from './command.ts';

const iccDynamicNumberLength = 8;
const dynamicDataMin = 4;

/**
 * INTERNAL AUTHENTICATE: the card signs the terminal's values of the DDOL.
 *
 * @clause EMV 4.4 Book 3, 6.5.9; Book 2, 6.5
 */
export function internalAuthenticate(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  const selected = selectedCard(card);
  if (parameter1 !== 0 || parameter2 !== 0) return refuse('incorrectParameters');
  if (selected === undefined || card.remembered.session.phase !== 'initiated') return refuse('conditionsNotSatisfied');
  if (selected.application.profile.authentication !== 'dynamic') return refuse('conditionsNotSatisfied');
  if (data.length < dynamicDataMin) return refuse('wrongLength');
  const { quirks, iccPrivateKey, profile } = selected.application;
  const terminalData = quirks.has('constant-unpredictable-number')
    ? new Uint8Array(data.length)
    : quirks.has('bad-dynamic-signature')
      ? withBitFlipped(data, 0)
      : data;
  const signature = signDynamicNumber({
    key: iccPrivateKey,
    iccDynamicNumber: card.rng.bytes(iccDynamicNumberLength),
    terminalData,
  });
  card.remembered.hasDynamicSignature = true;
  return done(
    profile.answerFormat === '80' ? encodeTlv('80', signature) : encodeTlv('77', encodeTlv('9F4B', signature)),
  );
}

/**
 * EXTERNAL AUTHENTICATE: the issuer proves itself between the two GENERATE AC, once.
 *
 * @clause EMV 4.4 Book 3, 6.5.4
 */
export function externalAuthenticate(card: CardInside, { parameter1, parameter2, data }: Command): Answer {
  const selected = selectedCard(card);
  const { session } = card.remembered;
  if (parameter1 !== 0 || parameter2 !== 0) return refuse('incorrectParameters');
  if (data.length < 8 || data.length > 16) return refuse('wrongLength');
  if (selected === undefined || session.phase !== 'online') return refuse('conditionsNotSatisfied');
  if (card.remembered.issuerAuthentication !== 'not-performed') return refuse('conditionsNotSatisfied');
  const proof = { cryptogram: session.cryptogram, sent: data };
  const outcome = authenticateIssuer(selected, proof);
  card.remembered.issuerAuthentication = outcome;
  return outcome === 'succeeded' ? done() : refuse('authenticationFailed', whyIssuerRefused(selected, proof));
}
