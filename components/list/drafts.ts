/** An item of one's own between the press of the button and the server's answer. The key makes a retry the same item. */
export type Draft = {
  key: string
  state: 'pending' | 'failed'
  /** Why it failed, for people. */
  problem?: string
}

/** What the state of a list has for its drafts. */
export type WithDrafts<OneDraft extends Draft, Item> = {
  drafts: readonly OneDraft[]
  /** Items of one's own that arrived while a draft is pending: the draft may have become one of them. */
  setAside: readonly Item[]
  /** The keys of drafts by the id of the item that they became. The item's row keeps the key, and so its height and focus. */
  keys: ReadonlyMap<string, string>
}

type List<State, OneDraft, Item> = {
  /** Where a draft stands among the others; one with the same key is replaced. */
  insert: (drafts: readonly OneDraft[], draft: OneDraft) => readonly OneDraft[]
  /** Shows the item that a draft became. */
  show: (state: State, item: Item) => State
  /** Takes in items as if they arrived now. */
  receive: (state: State, items: readonly Item[]) => State
}

/** True while the server's answer for some draft is awaited. */
export function isSending({ drafts }: { drafts: readonly Draft[] }): boolean {
  return drafts.some(({ state }) => state === 'pending')
}

/** What happens to the drafts of a list, as functions of its state. */
export function createDrafts<
  State extends WithDrafts<OneDraft, Item>,
  OneDraft extends Draft,
  Item extends { id: string },
>({ insert, show, receive }: List<State, OneDraft, Item>) {
  const withoutDraft = (state: State, key: string): State => ({
    ...state,
    drafts: state.drafts.filter((draft) => draft.key !== key),
  })

  /** With no answer awaited, the items set aside belong to no draft: they came from another tab or device. */
  function receiveSetAside(state: State): State {
    return isSending(state) ? state : receive({ ...state, setAside: [] }, state.setAside)
  }

  return {
    /** Shows a draft at once. A known key is a retry. */
    add: (state: State, draft: OneDraft): State => ({ ...state, drafts: insert(state.drafts, draft) }),

    /** The server has accepted it: the draft becomes the item. */
    settle(state: State, { key, item }: { key: string; item: Item }): State {
      const keys = new Map(state.keys).set(item.id, key)
      return receiveSetAside(show({ ...withoutDraft(state, key), keys }, item))
    },

    /** It was refused, or it is unknown whether it arrived. The text stays, for a retry. */
    fail(state: State, { key, problem }: { key: string; problem: string }): State {
      const drafts = state.drafts.map((draft) =>
        draft.key === key ? { ...draft, state: 'failed' as const, problem } : draft,
      )
      return receiveSetAside({ ...state, drafts })
    },

    drop: (state: State, key: string): State => receiveSetAside(withoutDraft(state, key)),
  }
}
