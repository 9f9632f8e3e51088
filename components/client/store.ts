/** A value that can be watched. */
export type Store<Value> = {
  get: () => Value
  set: (value: Value) => void
  /** Sets the value that this function makes of the current one. */
  change: (step: (value: Value) => Value) => void
  /** Calls the listener whenever there is a new value, until the returned function is called. */
  subscribe: (listener: () => void) => () => void
}

/** Setting the value that is there already calls no listener. */
export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial
  const listeners = new Set<() => void>()

  function set(next: Value): void {
    if (Object.is(next, value)) return
    value = next
    for (const listener of listeners) listener()
  }

  return {
    get: () => value,
    set,
    change: (step) => set(step(value)),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
