/** Bytes as they came off a wire; their borders mean nothing. */
export interface Chunk {
  readonly bytes: Uint8Array;
  /** When they were read, on the bench's clock. */
  readonly atMs: number;
}

/** A wire that carries bytes both ways: a serial port, a TCP connection, a pipe in memory. */
export interface ByteLink extends AsyncDisposable {
  /**
   * What arrives, in order; may be iterated once. Ends when the other side closes in an orderly way.
   *
   * @throws {LinkLost} out of the iteration when the wire goes dead (hang-up, reset)
   */
  readonly received: AsyncIterable<Chunk>;
  /**
   * Hands bytes to the wire.
   *
   * @throws {LinkLost} when the wire is dead or closed
   */
  send(bytes: Uint8Array): Promise<void>;
}

/** How to get a wire when it is needed, and again after it was lost. */
export interface LinkOpener {
  /** What the link leads to, for messages: a path or host:port. */
  readonly address: string;
  /** @throws {RigFailure} code LINK_REFUSED, PORT_MISSING, PORT_IN_USE, PORT_FORBIDDEN … with what to do */
  open(signal?: AbortSignal): Promise<ByteLink>;
}
