/** What every post of the bench says right before its number, in the bytes of a frame. */
const POST = Buffer.from('"text":"bench ')
/** A number has at most so many digits; something else always follows. */
const DIGITS = 18
const ZERO = 0x30
const NINE = 0x39

/**
 * Finds the numbers that follow a mark (of the posts, if none is given) in one stream's bytes, however they are cut into pieces. Cheap on purpose: a load
 * generator that works harder than the server measures itself.
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
    // A mark may be cut in two; frames end with a line feed, and most reads with a frame.
    if (bytes[bytes.length - 1] !== 0x0a) this.keep(bytes, Math.max(at, bytes.length - this.mark.length - DIGITS))
  }

  private keep(bytes: Buffer, from: number): void {
    // A copy: the buffer is read into again.
    this.rest = Buffer.from(bytes.subarray(from))
  }
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= NINE
}
