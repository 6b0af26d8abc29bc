import { refusedHost } from './refused-host.ts';

export const scenario = refusedHost('sells nothing to a host under an authority that it does not trust', {
  trouble: 'unknown-authority',
  why: /not trusted/u,
});
