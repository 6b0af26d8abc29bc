/** What the host may say to the chip. */
export type HostFrame =
  | { readonly kind: 'acknowledge' }
  | { readonly kind: 'not-acknowledge' }
  | { readonly kind: 'command'; readonly code: number; readonly parameters: Uint8Array };

/** The chip's frame for a command that it does not know or whose length is wrong: one byte, 7F. */
export const SYNTAX_ERROR: Uint8Array = Uint8Array.of(0x00, 0x00, 0xff, 0x01, 0xff, 0x7f, 0x81, 0x00);
/** The chip's "received". */
export const ACKNOWLEDGE: Uint8Array = Uint8Array.of(0x00, 0x00, 0xff, 0x00, 0xff, 0x00);

const longestBodyBytes = 265;

/** Where in a frame the chip's receiver stands. */
type State = 'idle' | 'start' | 'length' | 'length-check' | 'high' | 'low' | 'long-check' | 'body';

/**
 * The receiver of the chip: one byte in, at most one frame out. It says nothing about frames that are wrong, as the
 * chip does not answer them.
 *
 * @clause UM0701-02 6.2.1
 */
export class ChipReceiver {
  #state: State = 'idle';
  #length = 0;
  #high = 0;
  #body: number[] = [];

  push(byte: number): HostFrame | undefined {
    switch (this.#state) {
      case 'idle':
        return this.#go(byte === 0x00 ? 'start' : 'idle');
      case 'start':
        // Any number of zeros may stand in front of the start code.
        if (byte === 0xff) return this.#go('length');
        return this.#go(byte === 0x00 ? 'start' : 'idle');
      case 'length':
        this.#length = byte;
        return this.#go('length-check');
      case 'length-check':
        return this.#afterLength(byte);
      case 'high':
        this.#high = byte;
        return this.#go('low');
      case 'low':
        this.#length = this.#high * 256 + byte;
        return this.#go('long-check');
      case 'long-check':
        return this.#expectBody(((this.#length >> 8) + this.#length + byte) % 256 === 0);
      case 'body':
        return this.#collect(byte);
    }
    throw new Error(`unknown state ${String(this.#state)}`);
  }

  #afterLength(check: number): HostFrame | undefined {
    if (this.#length === 0x00 && check === 0xff) return this.#done({ kind: 'acknowledge' });
    if (this.#length === 0xff && check === 0x00) return this.#done({ kind: 'not-acknowledge' });
    if (this.#length === 0xff && check === 0xff) return this.#go('high');
    return this.#expectBody((this.#length + check) % 256 === 0);
  }

  #expectBody(isChecked: boolean): undefined {
    this.#body = [];
    const isPossible = isChecked && this.#length > 0 && this.#length <= longestBodyBytes;
    return this.#go(isPossible ? 'body' : 'idle');
  }

  #collect(byte: number): HostFrame | undefined {
    this.#body.push(byte);
    if (this.#body.length <= this.#length) return undefined;
    const isIntact = this.#body.reduce((sum, next) => sum + next, 0) % 256 === 0;
    const [identifier, code, ...rest] = this.#body.slice(0, -1);
    if (!isIntact || identifier !== 0xd4 || code === undefined) return this.#go('idle');
    return this.#done({ kind: 'command', code, parameters: Uint8Array.from(rest) });
  }

  #go(state: State): undefined {
    this.#state = state;
    return undefined;
  }

  #done(frame: HostFrame): HostFrame {
    this.#state = 'idle';
    return frame;
  }
}

/**
 * The chip's response to a command.
 *
 * @param response  command code of the host, and the bytes behind the response code, 263 at most
 */
export function responseFrame(response: { readonly code: number; readonly payload: readonly number[] }): Uint8Array {
  const body = [0xd5, response.code + 1, ...response.payload];
  const length = body.length;
  const high = Math.floor(length / 256);
  const low = length % 256;
  const header = length < 256 ? [length, (256 - length) % 256] : [0xff, 0xff, high, low, (512 - high - low) % 256];
  const checksum = (256 - (body.reduce((sum, byte) => sum + byte, 0) % 256)) % 256;
  return Uint8Array.of(0x00, 0x00, 0xff, ...header, ...body, checksum, 0x00);
}
