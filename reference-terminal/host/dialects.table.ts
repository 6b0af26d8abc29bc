import type { Dialect } from './message-codec.ts';
import { touchstone1987, touchstone1987Characters } from './touchstone-1987.table.ts';
import { touchstone1993, touchstone1993Characters } from './touchstone-1993.table.ts';

/** The dialects that a configuration may name. */
export const dialects = {
  'touchstone-1987': touchstone1987,
  'touchstone-1987-characters': touchstone1987Characters,
  'touchstone-1993': touchstone1993,
  'touchstone-1993-characters': touchstone1993Characters,
} as const satisfies Readonly<Record<string, Dialect>>;
