/** Lets at most `size` pieces of work run at once; the others wait in order. */
export class Slots {
  private running = 0
  private readonly waiting: (() => void)[] = []
  private readonly size: number

  constructor(size: number) {
    this.size = size
  }

  /** How many wait for a place. */
  get inLine(): number {
    return this.waiting.length
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.size) await new Promise<void>((resolve) => this.waiting.push(resolve))
    else this.running++
    try {
      return await work()
    } finally {
      // The place goes to the next in line without being given back, so nobody can slip in between.
      const next = this.waiting.shift()
      if (next) next()
      else this.running--
    }
  }
}
