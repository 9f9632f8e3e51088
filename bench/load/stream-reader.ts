/** What every post of the bench says right before its number, in the bytes of a frame. */
const MARK = Buffer.from('"text":"bench ')
/** A number has at most so many digits; the text goes on with a space. */
const NUMBER = 12
const SPACE = 0x20
const ZERO = 0x30

/**
 * Finds the numbers of the posts in one stream's bytes, however they are cut into pieces. Cheap on purpose: a load
 * generator that works harder than the server measures itself.
 */
export class StreamReader {
  private rest: Buffer | null = null

  read(chunk: Buffer, found: (event: number) => void): void {
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk
    this.rest = null
    let at = 0
    for (;;) {
      const mark = bytes.indexOf(MARK, at)
      if (mark < 0) break
      let digit = mark + MARK.length
      let number = 0
      while (digit < bytes.length && bytes[digit] !== SPACE) number = number * 10 + (bytes[digit++] ?? 0) - ZERO
      if (digit === bytes.length) {
        this.keep(bytes, mark)
        return
      }
      found(number)
      at = digit
    }
    // A mark may be cut in two; frames end with a line feed, and most reads with a frame.
    if (bytes[bytes.length - 1] !== 0x0a) this.keep(bytes, Math.max(at, bytes.length - MARK.length - NUMBER))
  }

  private keep(bytes: Buffer, from: number): void {
    // A copy: the buffer is read into again.
    this.rest = Buffer.from(bytes.subarray(from))
  }
}
