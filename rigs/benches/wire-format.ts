import { usualFormat, type WireFormat } from '#rigs/sim/acquirer/wire-format.ts';
import type { TerminalConfiguration } from '#terminal';

/** How a host writes for a terminal that is configured so: each side has its own words for what they agreed on. */
export function wireFormatFor({ hostMessages }: Pick<TerminalConfiguration, 'hostMessages'>): WireFormat {
  if (hostMessages === undefined) return usualFormat;
  const { dialect, lengthHeader = 'binary-2', tpduHex } = hostMessages;
  return {
    style: dialect.endsWith('-characters') ? 'characters' : 'packed',
    edition: dialect.startsWith('touchstone-1993') ? '1993' : '1987',
    lengthHeader,
    hasTransportUnit: tpduHex !== undefined,
  };
}
