const HEAD_END = '\r\n\r\n'
/** The end of a chunked body. Bodies are JSON on one line, so these bytes cannot occur inside. */
const LAST_CHUNK = '0\r\n\r\n'

export type HttpAnswer = { status: number; body: string }

/** Assembles an HTTP answer from the pieces that arrive. A connection has one open request at a time. */
export class AnswerReader {
  private text = ''

  /** The answer when this piece completes it, else null. */
  read(piece: string): HttpAnswer | null {
    this.text += piece
    const headEnd = this.text.indexOf(HEAD_END)
    if (headEnd < 0) return null
    const head = this.text.slice(0, headEnd).toLowerCase()
    const body = this.text.slice(headEnd + HEAD_END.length)
    const length = /content-length: (\d+)/.exec(head)?.[1]
    const complete = length === undefined ? body.endsWith(LAST_CHUNK) : body.length >= Number(length)
    if (!complete) return null
    this.text = ''
    return { status: Number(head.slice(9, 12)), body: length === undefined ? withoutChunks(body) : body }
  }
}

function withoutChunks(body: string): string {
  let whole = ''
  for (let at = 0; ; ) {
    const line = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.slice(at, line), 16)
    if (!size) return whole
    whole += body.slice(line + 2, line + 2 + size)
    at = line + 2 + size + 2
  }
}
