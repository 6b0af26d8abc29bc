/** What the dialect demands of one kind of request, and what its answer repeats of it. */
export interface MessageRule {
  readonly answerMti: string;
  readonly mandatory: readonly number[];
  readonly optional: readonly number[];
  readonly echoed: readonly number[];
}

const reversal: MessageRule = {
  answerMti: '0430',
  mandatory: [2, 3, 4, 7, 11, 12, 13, 14, 22, 25, 32, 37, 41, 42, 49, 90],
  optional: [23, 38],
  echoed: [3, 4, 7, 11, 37, 41, 42, 49],
};

/** The requests that this host answers, by message type. */
export const messageRules: ReadonlyMap<string, MessageRule> = new Map([
  [
    '0200',
    {
      answerMti: '0210',
      mandatory: [2, 3, 4, 7, 11, 12, 13, 14, 22, 25, 32, 37, 41, 42, 49],
      optional: [23, 35, 52, 53, 55, 120],
      echoed: [3, 4, 7, 11, 12, 13, 37, 41, 42, 49],
    },
  ],
  ['0420', reversal],
  ['0421', reversal],
  ['0800', { answerMti: '0810', mandatory: [7, 11, 41, 70], optional: [], echoed: [7, 11, 41, 70] }],
]);

/** What the answer to a request of an unknown type repeats. */
export const echoedAnyway: readonly number[] = [3, 4, 7, 11, 12, 13, 37, 41, 42, 49, 70];
