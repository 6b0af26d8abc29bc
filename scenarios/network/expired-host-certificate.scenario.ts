import { refusedHost } from './refused-host.ts';

export const scenario = refusedHost('sells nothing to a host whose certificate has expired', {
  trouble: 'expired-certificate',
  why: /has expired/u,
});
