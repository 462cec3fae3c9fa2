/** Chance from a seed: the same seed gives the same texts on every machine. The generator is sfc32. */
export class Chance {
  #a = 0x9e3779b9;
  #b = 0x243f6a88;
  #c: number;
  #count = 1;

  constructor(seed: number) {
    this.#c = seed | 0;
    for (let round = 0; round < 12; round += 1) this.#next();
  }

  /** A whole number from 0 to less than the limit. */
  below(limit: number): number {
    return Math.floor((this.#next() / 0x1_0000_0000) * limit);
  }

  /** Whether something happens that happens that many times of a hundred. */
  percent(share: number): boolean {
    return this.below(100) < share;
  }

  /** One of a list, each as likely as the others. */
  pick<Item>(list: readonly Item[]): Item {
    return list[this.below(list.length)] as Item;
  }

  /** One character of a text. */
  char(alphabet: string): string {
    return alphabet.charAt(this.below(alphabet.length));
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#count) | 0;
    this.#count = (this.#count + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }
}
