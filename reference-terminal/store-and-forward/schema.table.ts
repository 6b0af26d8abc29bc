/** Version that this schema carries in the file's `user_version`. */
export const SCHEMA_VERSION = 4;

/**
 * The store's tables. Sealed columns hold nonce, ciphertext and tag; they are null once nobody needs them: the original of
 * an approved transaction is kept until its batch is closed, as it can be voided or completed until then. `asked_minor` is
 * what the host was asked for, `amount_minor` what stands of it.
 */
export const SCHEMA = `
CREATE TABLE keys (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT;

CREATE TABLE counters (
  name TEXT PRIMARY KEY,
  value INTEGER NOT NULL
) STRICT;

CREATE TABLE transactions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  stan TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('purchase', 'refund', 'pre-authorization', 'completion')),
  asked_minor INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor BETWEEN 0 AND asked_minor),
  created_at_ms REAL NOT NULL,
  batch INTEGER NOT NULL,
  state TEXT NOT NULL CHECK
    (state IN ('open', 'approved', 'held', 'completed', 'declined', 'advice-due', 'replacement-due',
      'reversal-due', 'reversed')),
  response_code TEXT,
  approval_code TEXT,
  has_issuer_authentication INTEGER NOT NULL DEFAULT 0,
  sealed_original BLOB
) STRICT;

CREATE TABLE deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  transaction_id INTEGER NOT NULL REFERENCES transactions (id),
  kind TEXT NOT NULL CHECK (kind IN ('advice', 'replacement', 'reversal', 'confirmation')),
  stan TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  response_code TEXT,
  sealed_message BLOB
) STRICT;

CREATE UNIQUE INDEX told_once ON deliveries (transaction_id, kind) WHERE kind <> 'replacement';
`;
