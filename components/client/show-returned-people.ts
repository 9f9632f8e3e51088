import { people } from './people'

/**
 * Shows people again that an answer contains which was requested after they were hidden: the frame that said so was missed.
 * Call it when a request begins, and what it returns with the answer.
 */
export function showReturnedPeople(): (answer: unknown) => void {
  const known = people.get()
  const hidden = new Set([...known].filter(([, { user }]) => !user).map(([id]) => id))
  return (answer) => {
    if (hidden.size === 0) return
    const returned = new Set(peopleIn(answer).filter((id) => hidden.has(id) && people.get().get(id) === known.get(id)))
    if (returned.size > 0) people.change((now) => new Map([...now].filter(([id]) => !returned.has(id))))
  }
}

/** The ids of all people in an answer, wherever they stand in it: each has a handle. */
function peopleIn(answer: unknown): string[] {
  if (typeof answer !== 'object' || answer === null) return []
  const inside = Object.values(answer).flatMap(peopleIn)
  return 'handle' in answer && 'id' in answer && typeof answer.id === 'string' ? [answer.id, ...inside] : inside
}
