import type { Ability } from '#drivers/ports/terminal.ts';
import type { Rig } from '#rigs/rig.ts';

/** One thing that we try: a straight async function over a rig. */
export interface Scenario {
  /** What is tried, as a sentence: 'reverses a purchase that the host never answered'. */
  readonly title: string;
  /** Ids of the requirements that it proves; each must exist in the catalogue. */
  readonly proves: readonly string[];
  /** Abilities without which the case is not applicable. */
  readonly needs: readonly Ability[];
  /** Name of the terminal's configuration that it is about; the bench's usual one without it. */
  readonly profile?: string;
  readonly act: (rig: Rig) => Promise<void>;
}

/**
 * Declares a scenario. Its file exports it as `scenario` and gives it its short name:
 * `scenarios/host/late-answer.scenario.ts` is `late-answer`.
 */
export function defineScenario(
  title: string,
  facts: { readonly proves: readonly string[]; readonly needs?: readonly Ability[]; readonly profile?: string },
  act: (rig: Rig) => Promise<void>,
): Scenario {
  const { proves, needs = ['contactless', 'online'], profile } = facts;
  return { title, proves, needs, ...(profile === undefined ? {} : { profile }), act };
}
