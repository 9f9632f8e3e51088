/** The bytes before the number of a post in a frame. */
const POST = Buffer.from('"text":"bench ')
/** The most digits that a number has. It is always followed by something else. */
const DIGITS = 18
const ZERO = 0x30
const NINE = 0x39

/**
 * Finds the numbers after a mark (by default that of posts) in the bytes of one stream, also when a read ends inside one. It is
 * cheap on purpose: a load generator that needs more CPU than the server would measure itself.
 */
export class StreamReader {
  private readonly mark: Buffer
  private rest: Buffer | null = null

  constructor(mark: Buffer = POST) {
    this.mark = mark
  }

  read(chunk: Buffer, found: (event: number) => void): void {
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk
    this.rest = null
    let at = 0
    for (;;) {
      const mark = bytes.indexOf(this.mark, at)
      if (mark < 0) break
      let digit = mark + this.mark.length
      let number = 0
      while (isDigit(bytes[digit])) number = number * 10 + (bytes[digit++] ?? 0) - ZERO
      if (digit === bytes.length) {
        this.keep(bytes, mark)
        return
      }
      found(number)
      at = digit
    }
    // A read may end inside a mark. Frames end with a line feed, and most reads end with a frame.
    if (bytes[bytes.length - 1] !== 0x0a) this.keep(bytes, Math.max(at, bytes.length - this.mark.length - DIGITS))
  }

  private keep(bytes: Buffer, from: number): void {
    // A copy, because the next read overwrites the buffer.
    this.rest = Buffer.from(bytes.subarray(from))
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE
}
