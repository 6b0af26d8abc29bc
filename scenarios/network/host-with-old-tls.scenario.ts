import { refusedHost } from './refused-host.ts';

export const scenario = refusedHost('sells nothing to a host that speaks only versions of TLS that are not safe', {
  trouble: 'old-version',
  why: /no version of TLS/u,
});
