import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What stays in memory after the collector was through, in kB. */
export function heapKb(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed / 1024;
}
