/** What the dialect demands of one kind of request, and what its answer repeats of it. */
export interface MessageRule {
  readonly kind:
    | 'financial'
    | 'pre-authorization'
    | 'confirmation'
    | 'advice'
    | 'reversal'
    | 'line'
    | 'reconciliation'
    | 'network';
  readonly answerMti: string;
  readonly mandatory: readonly number[];
  readonly optional: readonly number[];
  readonly echoed: readonly number[];
}

const sale = [2, 3, 4, 7, 11, 12, 13, 14, 22, 25, 32, 37, 41, 42, 49] as const;
const saleEchoed = [3, 4, 7, 11, 12, 13, 37, 41, 42, 49] as const;

const advice: MessageRule = {
  kind: 'advice',
  answerMti: '0230',
  mandatory: [...sale, 39],
  optional: [23, 35, 38, 55, 62, 90],
  echoed: saleEchoed,
};

const reversal: MessageRule = {
  kind: 'reversal',
  answerMti: '0430',
  mandatory: [...sale, 90],
  optional: [23, 38, 39, 55, 95],
  echoed: [3, 4, 7, 11, 37, 41, 42, 49],
};

/** How the card ended what was decided here; it moves no money. */
const confirmation: MessageRule = {
  kind: 'confirmation',
  answerMti: '0212',
  mandatory: [3, 4, 7, 11, 12, 13, 37, 39, 41, 42, 49, 55, 90],
  optional: [],
  echoed: [3, 4, 7, 11, 37, 41, 42, 49],
};

const authorizationConfirmation: MessageRule = { ...confirmation, answerMti: '0112' };

const reversalRequest: MessageRule = { ...reversal, answerMti: '0410' };

const reconciliation: MessageRule = {
  kind: 'reconciliation',
  answerMti: '0510',
  mandatory: [7, 11, 41, 42, 49, 60, 74, 75, 76, 77, 86, 87, 88, 89, 97],
  optional: [],
  echoed: [7, 11, 41, 42, 49, 60],
};

/** The requests that this host answers, by message type. */
export const messageRules: ReadonlyMap<string, MessageRule> = new Map<string, MessageRule>([
  [
    '0100',
    {
      kind: 'pre-authorization',
      answerMti: '0110',
      mandatory: sale,
      optional: [23, 35, 52, 53, 55, 61, 120],
      echoed: saleEchoed,
    },
  ],
  [
    '0200',
    {
      kind: 'financial',
      answerMti: '0210',
      mandatory: sale,
      optional: [23, 35, 52, 53, 55, 61, 120],
      echoed: saleEchoed,
    },
  ],
  ['0102', authorizationConfirmation],
  ['0103', authorizationConfirmation],
  ['0202', confirmation],
  ['0203', confirmation],
  ['0220', advice],
  ['0221', advice],
  [
    '0320',
    {
      kind: 'line',
      answerMti: '0330',
      mandatory: [...sale, 90],
      optional: [23],
      echoed: [3, 4, 7, 11, 37, 41, 42, 49],
    },
  ],
  ['0400', reversalRequest],
  ['0401', reversalRequest],
  ['0420', reversal],
  ['0421', reversal],
  ['0500', reconciliation],
  ['0501', reconciliation],
  ['0800', { kind: 'network', answerMti: '0810', mandatory: [7, 11, 41, 70], optional: [], echoed: [7, 11, 41, 70] }],
]);

/** What the answer to a request of an unknown type repeats. */
export const echoedAnyway: readonly number[] = [3, 4, 7, 11, 12, 13, 37, 41, 42, 49, 70];
