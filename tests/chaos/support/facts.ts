type Change = { value: boolean; from: number; to: number }

/**
 * What is true between two people, and since when. A change is in force somewhere between being asked for and being
 * acknowledged; nobody outside can know it better.
 */
export class Facts {
  private readonly changes = new Map<string, Change[]>()

  set(key: string, value: boolean, { from, to } = { from: 0, to: 0 }): void {
    this.changes.set(key, [...(this.changes.get(key) ?? []), { value, from, to }])
  }

  /** What is true in the end. */
  is(key: string): boolean {
    return this.changes.get(key)?.at(-1)?.value ?? false
  }

  /** Whether this may have been the truth at some moment of a time. */
  mayHaveBeen(key: string, value: boolean, { from, to }: { from: number; to: number }): boolean {
    const changes = [{ value: false, from: 0, to: 0 }, ...(this.changes.get(key) ?? [])]
    return changes.some((change, index) => {
      const next = changes[index + 1]
      return change.value === value && change.from <= to && (next === undefined || next.to >= from)
    })
  }
}
