/** How a transaction of kernel 3 stands while it runs: where it goes unless a check says otherwise. */
export type Standing =
  | { readonly kind: 'offline' }
  | { readonly kind: 'online' }
  | { readonly kind: 'refund' }
  | { readonly kind: 'decline'; readonly reason: string };
