import { chanceOf } from './chance.ts';
import { feedOne, fuzzTargets } from './parsers.ts';
import { fuzzTransaction } from './transactions.ts';

/** How much is fuzzed, from which seed, and from which input on. */
export interface Campaign {
  readonly seed: string;
  /** Over all parsers together. */
  readonly parserInputs: number;
  readonly transactions: number;
  /** A target's name, or `transaction`: nothing else is fuzzed. */
  readonly only?: string;
  /** First index: with `only`, and a count of 1, one input is repeated. */
  readonly from: number;
}

/** An input after which something did not hold. */
export interface FuzzFailure {
  readonly target: string;
  readonly index: number;
  readonly error: unknown;
}

/** What a campaign came to. */
export interface FuzzResult {
  readonly parserInputs: number;
  /** How transactions ended, and how often. */
  readonly endings: ReadonlyMap<string, number>;
  readonly commandCount: number;
  readonly failures: readonly FuzzFailure[];
}

/** Names that `only` takes. */
export const targetNames: readonly string[] = [...fuzzTargets.map(({ name }) => name), 'transaction'];

const failuresMax = 10;

/**
 * Runs a campaign to its end, or until ten inputs failed.
 *
 * @param onInput  told before each input, so that one that never ends can be named
 */
export async function runCampaign(
  campaign: Campaign,
  onInput: (target: string, index: number) => void,
): Promise<FuzzResult> {
  const failures: FuzzFailure[] = [];
  const parserInputs = feedParsers(campaign, onInput, failures);
  const endings = new Map<string, number>();
  let commandCount = 0;
  const count = isWanted(campaign, 'transaction') ? campaign.transactions : 0;
  for (let index = campaign.from; index < campaign.from + count && failures.length < failuresMax; index += 1) {
    onInput('transaction', index);
    try {
      const ended = await fuzzTransaction(chanceOf(campaign.seed, 'transaction', index), index);
      const ending = `${ended.entry}: ${ended.ending}`;
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
      commandCount += ended.commandCount;
    } catch (error) {
      failures.push({ target: 'transaction', index, error });
    }
  }
  return { parserInputs, endings, commandCount, failures };
}

function feedParsers(
  campaign: Campaign,
  onInput: (target: string, index: number) => void,
  failures: FuzzFailure[],
): number {
  const targets = fuzzTargets.filter(({ name }) => isWanted(campaign, name));
  const each = Math.ceil(campaign.parserInputs / Math.max(1, targets.length));
  let fed = 0;
  for (const target of targets) {
    for (let index = campaign.from; index < campaign.from + each && failures.length < failuresMax; index += 1) {
      onInput(target.name, index);
      fed += 1;
      try {
        feedOne(target, chanceOf(campaign.seed, target.name, index));
      } catch (error) {
        failures.push({ target: target.name, index, error });
      }
    }
  }
  return fed;
}

const isWanted = ({ only }: Campaign, name: string): boolean => only === undefined || only === name;
