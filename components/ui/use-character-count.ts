import { useEffect, useState } from 'react'
import { type CharacterCount, NEAR } from './characters-left'
import { lazyRetry } from './lazy-retry'

/** Loaded when a text comes near its limit: few do, and it is not in the first load of the feed. */
const loadCounter = lazyRetry(() => import('./count-characters'))

/** Counts a text while it is written, as the server does. */
export function useCharacterCount(text: string, max: number): CharacterCount {
  const [counter, setCounter] = useState<Awaited<ReturnType<typeof loadCounter>>>()
  // A text never has more characters than UTF-16 units.
  const near = text.length > max - NEAR

  useEffect(() => {
    if (near) void loadCounter().then(setCounter)
  }, [near])

  return near && counter ? counter.countCharacters(text, max) : { tooLong: text.length > max, words: '' }
}
