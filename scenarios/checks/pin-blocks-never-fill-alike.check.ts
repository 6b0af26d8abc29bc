import type { Check, CheckFinding } from '../check.ts';

const requirements: Readonly<Record<string, string>> = { '3': 'ISO9564-F3-1', '4': 'ISO9564-F4-1' };

/**
 * What stands in a PIN block by chance (fill digits of format 3, tail of format 4) is never the same twice: the security module
 * tells it by a mark. Two fills that are alike by chance are one in sixty million at the shortest PIN, and one in 46,656 at
 * a PIN of eight digits, which no card of a scenario has.
 */
export const check: Check = {
  name: 'pin-blocks-never-fill-alike',
  clause: 'ISO 9564-1:2017 9.3.5, 9.4.2',
  proves: ['ISO9564-F3-1', 'ISO9564-F4-1'],
  needs: ['host-decision'],
  judge: (events) => {
    const marks = new Set<string>();
    return events.flatMap((event): readonly CheckFinding[] => {
      if (event.kind !== 'host-decision') return [];
      const { blockFormat = '', fillMark } = event.facts;
      const requirement = requirements[blockFormat];
      if (fillMark === undefined || requirement === undefined) return [];
      const mark = `${blockFormat} ${fillMark}`;
      const isNew = !marks.has(mark);
      marks.add(mark);
      return [
        {
          holds: isNew,
          text: `what a block of format ${blockFormat} holds by chance was not there before`,
          expected: 'another fill than in all blocks before',
          observed: isNew ? 'another' : 'one that was there before',
          eventIndex: event.index,
          requirementIds: [requirement],
        },
      ];
    });
  },
};
