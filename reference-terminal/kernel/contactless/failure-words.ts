import type { RandomSource } from '../../needs.ts';
import { toHex } from '../bytes.ts';
import { earlierNumbers } from '../earlier-numbers.ts';
import { recoverChain } from '../offline-data-authentication/certificate-chain.ts';
import { explainChain } from '../offline-data-authentication/explain-chain.ts';
import type { FailedChain } from '../offline-data-authentication/explain-chain.ts';
import { explainSignature, partsOf } from '../offline-data-authentication/explain-signature.ts';
import type { FailedSignature } from '../offline-data-authentication/explain-signature.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { FastAuthentication } from './fast-dynamic-authentication.ts';

type Context = Pick<TransactionContext, 'data' | 'configuration'>;
type Why = { readonly why?: string };

/** Which input of the card's certificates is wrong, as a fact for the record. */
export function whyNoCardKey(context: Context, reason: string, signedRecords: Uint8Array | undefined): Why {
  return worded(explainChain(reason, chainOf(context, signedRecords)));
}

/** Which input of a combined signature is wrong, as a fact for the record. */
export function whySignatureFailed(
  { data }: Context,
  evidence: FailedSignature | undefined,
  random: RandomSource,
): Why {
  return evidence === undefined ? {} : worded(explainSignature(evidence, earlierNumbers(random, data.get('9F37'))));
}

/** Which input of a fast dynamic signature (C-3), or of the certificates behind it, is wrong. */
export function whyFastFailed(
  context: Context,
  failed: Extract<FastAuthentication, { kind: 'failed' }>,
  more: { readonly signedRecords: Uint8Array | undefined; readonly random: RandomSource },
): Why {
  const { reason } = failed;
  const { data, configuration } = context;
  const related = data.get('9F69');
  if (reason === 'related-data-version') {
    const shown = related === undefined ? 'missing' : toHex(related);
    return worded(
      `card authentication related data (9F69) are ${shown}: version 01 and 5 to 16 bytes are known, 8 at least to kernel 7`,
    );
  }
  const chain = chainOf(context, more.signedRecords);
  if (!reason.startsWith('signature-')) return worded(explainChain(reason, chain));
  const key = recoverChain(data, configuration, { ...chain, certificate: 'signature' });
  const signed = ['9F37', '9F02', '5F2A', '9F69'].map((tag) => ({ tag, value: data.get(tag) ?? new Uint8Array() }));
  const evidence = {
    signature: data.get('9F4B') ?? new Uint8Array(),
    key: key.kind === 'recovered' ? key.key : undefined,
    terminalParts: partsOf(signed),
  };
  return whySignatureFailed(context, evidence, more.random);
}

function chainOf({ data, configuration }: Context, signedRecords: Uint8Array | undefined): FailedChain {
  const ridHex = toHex((data.get('9F06') ?? new Uint8Array()).subarray(0, 5));
  return { data, anchors: configuration, ridHex, signedRecords };
}

const worded = (why: string): Why => (why === '' ? {} : { why });
