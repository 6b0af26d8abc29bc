import type { TerminalActionCodes, TerminalConfiguration } from '../configuration.ts';
import type { ConfigurationProblem } from './configuration-problem.ts';
import { publishedActionCodes } from './published-action-codes.table.ts';

/**
 * Terminal action codes of a terminal in production against those that its brands' terminals are published with. Advice
 * alone: what a brand requires is for the acquirer to say. A test build may have any.
 *
 * @clause EMV 4.4 Book 3, 10.7 (action codes are the acquirer's); EMV L3 terminal action codes
 */
export function lintActionCodes(configuration: TerminalConfiguration): readonly ConfigurationProblem[] {
  if (configuration.environment !== 'production') return [];
  const { applications, contact } = configuration;
  return [
    ...applications.flatMap((application, index) =>
      departures(application, { entry: 'contactless', path: ['applications', index] }),
    ),
    ...(contact?.applications ?? []).flatMap((application, index) =>
      departures(application, { entry: 'contact', path: ['contact', 'applications', index] }),
    ),
  ];
}

function departures(
  application: { readonly aidHex: string; readonly terminalActionCodes: TerminalActionCodes },
  { entry, path }: { readonly entry: 'contact' | 'contactless'; readonly path: readonly (string | number)[] },
): readonly ConfigurationProblem[] {
  const aidHex = application.aidHex.toUpperCase();
  const published = publishedActionCodes.find((row) => row.entry === entry && aidHex.startsWith(row.aidHex));
  if (published === undefined) return [];
  return (['denialHex', 'onlineHex', 'defaultHex'] as const).flatMap((member): readonly ConfigurationProblem[] => {
    const [found, expected] = [application.terminalActionCodes[member].toUpperCase(), published.codes[member]];
    if (found === expected) return [];
    return [
      {
        weight: 'advice',
        path: [...path, 'terminalActionCodes', member],
        expected: `${expected}, which ${entry} terminals of ${published.aidHex} are published with (ask the acquirer)`,
        found,
      },
    ];
  });
}
