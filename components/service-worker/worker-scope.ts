/**
 * The part of a service worker's global scope that is used here. TypeScript's own types of it cannot be loaded beside those of
 * pages.
 */
type Scope = {
  addEventListener: <Name extends keyof Events>(name: Name, listen: (event: Events[Name]) => void) => void
  skipWaiting: () => Promise<void>
  clients: {
    claim: () => Promise<void>
    matchAll: (which: { type: 'window'; includeUncontrolled: boolean }) => Promise<readonly { url: string }[]>
  }
}

type Events = { install: WorkEvent; activate: WorkEvent; fetch: FetchEvent; message: WorkEvent & { data: unknown } }

/** The browser keeps the worker running until the given work has ended. */
type WorkEvent = { waitUntil: (work: Promise<unknown>) => void }

export type FetchEvent = WorkEvent & { request: Request; respondWith: (answer: Promise<Response>) => void }

export const worker = globalThis as unknown as Scope
