/** The supply failed in the middle of something; whoever hears this has no power either. */
export class SupplyFailed extends Error {
  override readonly name = 'SupplyFailed';

  constructor() {
    super('the terminal lost its supply here');
  }
}

/** Takes the terminal's power and leaves whatever was under way there. */
export function failing(cut: () => void): never {
  cut();
  throw new SupplyFailed();
}
