import { usualFormat, type WireFormat } from '#rigs/sim/acquirer/wire-format.ts';
import type { TerminalConfiguration } from '#terminal';

/** How a host writes for a terminal that is configured so: each side has its own words for what they agreed on. */
export function wireFormatFor({ hostMessages }: Pick<TerminalConfiguration, 'hostMessages'>): WireFormat {
  if (hostMessages === undefined) return usualFormat;
  const { dialect, lengthHeader = 'binary-2', tpduHex } = hostMessages;
  return {
    style: dialect === 'touchstone-1987' ? 'packed' : 'characters',
    lengthHeader,
    hasTransportUnit: tpduHex !== undefined,
  };
}
