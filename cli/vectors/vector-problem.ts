/** A case that can't be answered with a result: its answer is `{"error": "CODE: what was wrong, where"}`. */
export class VectorProblem extends Error {
  override readonly name = 'VectorProblem';
  /** Upper case with underscores, stable: a program may look at it. */
  readonly code: string;

  constructor(code: string, whatAndWhere: string) {
    super(whatAndWhere);
    this.code = code;
  }
}
