import { publishedAuthorityKeys, type PublishedAuthorityKey } from './authority-keys.table.ts';
import { oda } from './oda.ts';
import type { RecordedTrace } from './recorded-trace.ts';
import { isObject, objectOf } from './vector-input.ts';

/** The published CA key that the recorded card names by its application and tag 8F. */
export function publishedKeyOf({ cardObjects }: RecordedTrace): PublishedAuthorityKey | undefined {
  const rid = (cardObjects['84'] ?? cardObjects['4F'] ?? '').slice(0, 10);
  return publishedAuthorityKeys.find((key) => key.rid === rid && key.index === cardObjects['8F']);
}

/**
 * The certificates and signatures of a recording, recovered step by step with what the recording terminal sent: whatever
 * our terminal did with them.
 */
export function recoveredChain(recorded: RecordedTrace, authority: PublishedAuthorityKey | undefined): object {
  const { cardObjects, staticDataHex, dynamicInputHex, transactionHashHex } = recorded;
  if (cardObjects['90'] === undefined) return { error: 'the card has no issuer certificate' };
  if (authority === undefined) return { error: 'no CA key is known' };
  const inputs = { ...cardObjects, static_data: staticDataHex, ddol_data: dynamicInputHex };
  const { outcome, ...steps } = objectOf(oda({ capk: authority, inputs }));
  const { sdad } = steps;
  const isCombined = isObject(sdad) && sdad['txn_data_hash'] !== undefined && transactionHashHex !== undefined;
  const hashes = isCombined
    ? { txn_data_hash_recomputed: transactionHashHex, txn_data_hash_ok: transactionHashHex === sdad['txn_data_hash'] }
    : {};
  return {
    capk: authority,
    static_data: staticDataHex,
    ...steps,
    ...(isObject(sdad) ? { sdad: { ...sdad, ...hashes } } : {}),
    recorded: outcome,
  };
}
