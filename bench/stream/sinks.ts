import { frameOf, idLine } from './frames'

/** Open streams of a competitor, by group: each is written to with its own position, as in the product. */
type Sink = { offset: number; write: (text: string) => void }

/** As many as Carillon's timelines start with, so that the lines are equally long. */
const START = 1816

export class Sinks {
  private readonly groups: Set<Sink>[] = []

  /** Adds the stream of the person with this number; returns how to take it away. */
  add(user: number, groups: number, write: (text: string) => void): () => void {
    const sink = { offset: START, write }
    const group = this.groups[user % groups] ?? new Set()
    this.groups[user % groups] = group
    group.add(sink)
    return () => void group.delete(sink)
  }

  /** Writes the post with this number to every stream of its group, one after the other. */
  write(event: number, groups: number): void {
    const body = frameOf(event)
    for (const sink of this.groups[event % groups] ?? []) sink.write(idLine(++sink.offset) + body)
  }
}
