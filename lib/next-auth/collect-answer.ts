type Sent = { url?: string }

/** The few methods of the pages router's response that next-auth calls, and what they add up to. */
export function collectAnswer() {
  const headers = new Headers()
  let status = 200
  let body: string | null = null

  const sheet = {
    /** What was sent as JSON. */
    sent: undefined as Sent | undefined,
    status(code: number) {
      status = code
      return sheet
    },
    getHeader: (name: string) => (name.toLowerCase() === 'set-cookie' ? headers.getSetCookie() : headers.get(name)),
    setHeader(name: string, value: string | string[]) {
      headers.delete(name)
      for (const one of [value].flat()) headers.append(name, one)
      return sheet
    },
    json(value: Sent) {
      sheet.sent = value
      sheet.send(value)
    },
    send(value: unknown) {
      if (typeof value !== 'string') headers.set('content-type', 'application/json')
      body = typeof value === 'string' ? value : JSON.stringify(value ?? {})
    },
    end: () => undefined,
  }
  return { sheet, toResponse: () => new Response(body, { status, headers }) }
}
