import { refusedHost } from './refused-host.ts';

export const scenario = refusedHost('sells nothing to a host with another name', {
  trouble: 'wrong-name',
  why: /is for another name/u,
});
