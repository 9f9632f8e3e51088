type Change = { value: boolean; from: number; to: number }

/**
 * What was true between two people, and when. A change takes effect at some moment between its request and its answer; a
 * client cannot know the moment.
 */
export class RelationHistory {
  private readonly changes = new Map<string, Change[]>()

  set(key: string, value: boolean, { from, to } = { from: 0, to: 0 }): void {
    this.changes.set(key, [...(this.changes.get(key) ?? []), { value, from, to }])
  }

  /** What is true after all changes. */
  is(key: string): boolean {
    return this.changes.get(key)?.at(-1)?.value ?? false
  }

  /** Whether it may have been so at some moment between these two. */
  mayHaveBeen(key: string, value: boolean, { from, to }: { from: number; to: number }): boolean {
    const changes = [{ value: false, from: 0, to: 0 }, ...(this.changes.get(key) ?? [])]
    return changes.some((change, index) => {
      const next = changes[index + 1]
      return change.value === value && change.from <= to && (next === undefined || next.to >= from)
    })
  }
}
