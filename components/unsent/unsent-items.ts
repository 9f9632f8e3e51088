/** `waiting`: it could not be sent so far, and goes out later. `failed`: the server has refused it. */
export type UnsentState = 'pending' | 'waiting' | 'failed'

type Sent = { key: string; state: UnsentState }

/** What the state of a list has for items of one's own that the server has not accepted yet. */
export type WithUnsent<One extends Sent, Item> = {
  unsent: readonly One[]
  /** Items of one's own that arrived while one is being sent: it may have become one of them. */
  setAside: readonly Item[]
  /** The keys of unsent items by the id of what they became. Its row keeps the key, and so its height and focus. */
  keys: ReadonlyMap<string, string>
}

type List<State, Item> = {
  /** Shows what an unsent item became. */
  show: (state: State, item: Item) => State
  /** Takes in items as if they arrived now. */
  receive: (state: State, items: readonly Item[]) => State
}

/** True while the first answer for one of them is awaited. */
export function isSending({ unsent }: { unsent: readonly Sent[] }): boolean {
  return unsent.some(({ state }) => state === 'pending')
}

/** What happens to the unsent items of a list, as functions of its state. */
export function createUnsentItems<State extends WithUnsent<One, Item>, One extends Sent, Item extends { id: string }>({
  show,
  receive,
}: List<State, Item>) {
  /** With nothing being sent, the items set aside came from another tab or device. */
  function receiveSetAside(state: State): State {
    return isSending(state) || state.setAside.length === 0 ? state : receive({ ...state, setAside: [] }, state.setAside)
  }

  return {
    /** These are unsent now. */
    replace: (state: State, unsent: readonly One[]): State => receiveSetAside({ ...state, unsent }),

    /** The server has accepted one: it becomes the item. */
    settle(state: State, { key, item }: { key: string; item: Item }): State {
      const keys = new Map(state.keys).set(item.id, key)
      const unsent = state.unsent.filter((one) => one.key !== key)
      return receiveSetAside(show({ ...state, unsent, keys }, item))
    },
  }
}
