/** A result with the values on the way to it, which the answer shows beside it under `intermediate`. */
export class StepByStep {
  readonly result: unknown;
  readonly intermediate: Readonly<Record<string, unknown>>;

  constructor(result: unknown, intermediate: Readonly<Record<string, unknown>>) {
    this.result = result;
    this.intermediate = intermediate;
  }
}
