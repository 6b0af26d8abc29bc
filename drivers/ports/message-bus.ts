/** A message as it came from a broker. */
export interface BusMessage {
  readonly topic: string;
  readonly payload: string;
  /** True when the broker sent it because it was stored, not because it is new. */
  readonly isRetained: boolean;
}

/** A broker's client. */
export interface MessageBus extends AsyncDisposable {
  /** @throws {RigFailure} code BUS_LOST when the broker is gone */
  publish(topic: string, payload: string, options?: { readonly isRetained?: boolean }): Promise<void>;
  /** Calls `onMessage` for every message that matches the filter until the returned handle is disposed. */
  subscribe(filter: string, onMessage: (message: BusMessage) => void): Promise<AsyncDisposable>;
}
