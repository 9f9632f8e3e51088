import { frameOf, idLine } from './frames'

/** An open stream of a competitor. Each has its own position, as in the product. */
type Sink = { offset: number; write: (text: string) => void }

/** The first position of Carillon's timelines, so that the lines have the same length. */
const START = 1816

export class Sinks {
  private readonly groups: Set<Sink>[] = []

  /** Adds the stream of the user with this number. Returns a function that removes it. */
  add(user: number, groups: number, write: (text: string) => void): () => void {
    const sink = { offset: START, write }
    const group = this.groups[user % groups] ?? new Set()
    this.groups[user % groups] = group
    group.add(sink)
    return () => void group.delete(sink)
  }

  /** Writes the post with this number to all streams of its group. */
  write(event: number, groups: number): void {
    const body = frameOf(event)
    for (const sink of this.groups[event % groups] ?? []) sink.write(idLine(++sink.offset) + body)
  }
}
