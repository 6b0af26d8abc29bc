import { relative } from 'node:path';

/** A path as a person would type it from where they stand. */
export function pathInWords(path: string): string {
  const fromHere = relative(process.cwd(), path);
  return fromHere === '' || fromHere.startsWith('..') ? path : fromHere;
}
