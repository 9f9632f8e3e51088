import { onPageChange } from '@/components/client/page-change'

/**
 * How the reader came to the page that is on the screen, or is being rendered: the browser loaded the document; they pressed
 * Back or Forward; or they followed a link.
 */
export type Arrival = 'document' | 'history' | 'link'

let arrival: Arrival = 'document'

if (typeof window !== 'undefined') {
  onPageChange((_url, way) => {
    arrival = way === 'traverse' ? 'history' : 'link'
  })
}

export const currentArrival = () => arrival

/** For the one part that acts on it when the page has arrived. Without a word of the router, the next page comes by a link. */
export function takeArrival(): Arrival {
  const taken = arrival
  arrival = 'link'
  return taken
}

/** Names the present entry of the tab's history. Browsers without the Navigation API have one position for each address. */
export function currentEntry(): string {
  return window.navigation?.currentEntry?.key ?? currentAddress()
}

export function currentAddress(): string {
  return addressOf(window.location)
}

export function addressOf({ pathname, search }: { pathname: string; search: string }): string {
  return pathname + search
}
