type Sent = { url?: string }

/** A stand-in for the response of the pages router, with the methods that next-auth calls; `toResponse` is the result. */
export function collectAnswer() {
  const headers = new Headers()
  let status = 200
  let body: string | null = null

  const response = {
    /** What was sent as JSON. */
    sent: undefined as Sent | undefined,
    status(code: number) {
      status = code
      return response
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? headers.getSetCookie() : headers.get(name)),
    setHeader(name: string, value: string | string[]) {
      headers.delete(name)
      for (const one of [value].flat()) headers.append(name, one)
      return response
    },
    json(value: Sent) {
      response.sent = value
      response.send(value)
    },
    send(value: unknown) {
      if (typeof value !== 'string') headers.set('content-type', 'application/json')
      body = typeof value === 'string' ? value : JSON.stringify(value ?? {})
    },
    end: () => undefined,
  }
  return { response, toResponse: () => new Response(body, { status, headers }) }
}
