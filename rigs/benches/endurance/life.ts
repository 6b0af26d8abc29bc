/** What one life of the terminal is told to do, as one line of JSON on its standard input. */
export interface LifeOrder {
  readonly storePath: string;
  readonly configurationPath: string;
  readonly host: { readonly host: string; readonly port: number };
  readonly card: { readonly host: string; readonly port: number };
  /** `sell` sells until it is killed; `settle` brings home what is owed, tells its book and ends. */
  readonly task: 'sell' | 'settle';
  /** Chooses kinds and amounts. */
  readonly seed: string;
}

/** What a life says, one line of JSON each, written before anything else happens. */
export type LifeWord =
  | { readonly kind: 'loaded' }
  | { readonly kind: 'asked'; readonly what: 'sale' | 'hold' | 'void'; readonly amountMinor: number }
  | { readonly kind: 'told'; readonly isApproved: boolean; readonly reason: string }
  | {
      readonly kind: 'book';
      readonly owedCount: number;
      readonly entries: readonly {
        readonly stan: string;
        readonly amountMinor: number;
        readonly state: 'captured' | 'reversed' | 'declined' | 'open' | 'held' | 'released';
      }[];
    };
