/** How many of each kind a run made, and how many of them were accepted. */
export class KindShares {
  readonly #made = new Map<string, number>();
  readonly #accepted = new Map<string, number>();

  constructor(kinds: readonly string[]) {
    for (const kind of kinds) this.#made.set(kind, 0);
  }

  count(kind: string, isAccepted: boolean): void {
    this.#made.set(kind, (this.#made.get(kind) ?? 0) + 1);
    if (isAccepted) this.#accepted.set(kind, (this.#accepted.get(kind) ?? 0) + 1);
  }

  /** Of every kind: how many were made, and accepted. */
  read(): Readonly<Record<string, { readonly made: number; readonly accepted: number }>> {
    return Object.fromEntries(
      [...this.#made].map(([kind, made]) => [
        kind,
        { made, accepted: this.#accepted.get(kind) ?? 0 },
      ]),
    );
  }

  /** How many there were of all kinds. */
  get all(): number {
    return [...this.#made.values()].reduce((sum, made) => sum + made, 0);
  }

  /** The kinds of which one was accepted, and how many. */
  accepted(): string[] {
    return [...this.#accepted].map(([kind, count]) => `${kind}: ${count}`);
  }

  /** The kinds that are less than three of a hundred: a run without them would prove nothing of them. */
  missed(): string[] {
    const { all } = this;
    return [...this.#made]
      .filter(([, made]) => made < all * 0.03)
      .map(([kind, made]) => `${kind}: ${made} of ${all}`);
  }
}
