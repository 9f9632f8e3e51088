import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Answers 400 to a request whose URL has broken percent-encoding, to which Next.js would answer 500. Returns whether it
 * has answered.
 */
export function refuseMalformedUrl(request: IncomingMessage, response: ServerResponse): boolean {
  if (isDecodable(request.url ?? '')) return false
  const error = { code: 'malformed', message: 'This address cannot be read.' }
  response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
  return true
}

function isDecodable(url: string): boolean {
  try {
    decodeURI(url)
    return true
  } catch {
    return false
  }
}
