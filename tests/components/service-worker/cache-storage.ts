/** The cache storage of a browser, as far as the service worker uses it. Node has none. */
export function memoryCaches() {
  const all = new Map<string, Map<string, Response>>()
  const addressOf = (request: RequestInfo | URL) =>
    new URL(request instanceof Request ? request.url : String(request), 'https://carillon.example').href

  function open(name: string) {
    const entries = all.get(name) ?? new Map<string, Response>()
    all.set(name, entries)
    return {
      match: async (request: RequestInfo) => entries.get(addressOf(request))?.clone(),
      delete: async (request: RequestInfo) => entries.delete(addressOf(request)),
      keys: async () => [...entries.keys()].map((url) => new Request(url)),
      put: async (request: RequestInfo, response: Response) => {
        // A newer copy comes last, as in a browser.
        entries.delete(addressOf(request))
        entries.set(addressOf(request), response)
      },
    }
  }

  async function match(request: RequestInfo, { cacheName }: { cacheName?: string } = {}) {
    for (const name of cacheName ? [cacheName] : all.keys()) {
      const found = await (all.has(name) ? open(name).match(request) : undefined)
      if (found) return found
    }
    return undefined
  }

  return {
    open: async (name: string) => open(name),
    has: async (name: string) => all.has(name),
    delete: async (name: string) => all.delete(name),
    keys: async () => [...all.keys()],
    match,
  }
}
