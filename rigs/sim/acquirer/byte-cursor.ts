/** The bytes under the cursor are not what the layout says. Caught where a message's reading ends, and nowhere else. */
export class UnreadableBytes extends Error {
  override readonly name = 'UnreadableBytes';
}

/** A place in a message that only moves forward. Every reader throws {@link UnreadableBytes} and says what it found. */
export class ByteCursor {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get leftCount(): number {
    return this.#bytes.length - this.#at;
  }

  take(count: number): Uint8Array {
    if (count > this.leftCount) throw new UnreadableBytes(`ends ${count - this.leftCount} bytes early`);
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** `count` bytes as upper-case hexadecimal text. */
  hex(count: number): string {
    return Buffer.from(this.take(count)).toString('hex').toUpperCase();
  }

  /** A fixed count of packed digits; an odd one has a zero nibble in front. */
  digits(count: number): string {
    const textHex = this.hex(Math.ceil(count / 2));
    const surplus = textHex.length - count;
    if (!/^\d*$/.test(textHex)) throw new UnreadableBytes('holds a nibble that is no digit');
    if (surplus === 1 && !textHex.startsWith('0')) throw new UnreadableBytes('has no zero in its leading pad nibble');
    return textHex.slice(surplus);
  }

  /** Packed digits whose count was told before them; an odd count has an F nibble at the end. */
  paddedDigits(count: number, allowed: RegExp): string {
    const textHex = this.hex(Math.ceil(count / 2));
    const text = textHex.slice(0, count);
    if (!allowed.test(text)) throw new UnreadableBytes('holds a nibble that is no digit');
    if (text.length < textHex.length && !textHex.endsWith('F')) {
      throw new UnreadableBytes('has no F in its trailing pad nibble');
    }
    return text;
  }

  characters(count: number, allowed: RegExp): string {
    const text = Buffer.from(this.take(count)).toString('latin1');
    if (!allowed.test(text)) throw new UnreadableBytes('holds a character outside its set');
    return text;
  }
}
