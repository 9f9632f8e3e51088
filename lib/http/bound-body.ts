import type { IncomingMessage } from 'node:http'

/**
 * Lets a little more than `most` bytes of a body through, and throws the rest away. Whoever reads it sees that it is too large,
 * and whoever buffers it keeps no more.
 */
export function boundBody(request: IncomingMessage, most: number): void {
  const push = request.push.bind(request)
  let count = 0
  request.push = (chunk: Buffer | null, encoding) => {
    // Node gives each piece of a body to `push` as it arrives, and null at its end.
    if (chunk === null) return push(null)
    const isPast = count > most
    count += chunk.length
    return isPast || push(chunk, encoding)
  }
}
