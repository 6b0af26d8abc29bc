import { defineScenario } from '../scenario.ts';
import { highTap } from '../taps.ts';
import { expectMissedTapEnds } from './missed-tap.ts';

export const scenario = defineScenario(
  'gives up with a clear reason when the card is presented above the operating volume',
  { proves: ['PERF-SDK-01'] },
  (rig) => expectMissedTapEnds(rig, highTap),
);
