import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exceptComposing, isComposing, isSendKey } from '@/components/ui/keys'

const enter = { isComposing: false, keyCode: 13 }

describe('a press of a key while an input method composes', () => {
  test.each([
    ['Chrome and Firefox: the composition goes on', { isComposing: true, keyCode: 229 }],
    ['Firefox with its own key code', { isComposing: true, keyCode: 13 }],
    ['Safari: the composition has just ended', { isComposing: false, keyCode: 229 }],
  ])('%s', (_, press) => {
    let calls = 0
    exceptComposing(() => calls++)(press)
    exceptComposing(() => calls++)({ nativeEvent: press })
    expect(calls).toBe(0)
  })

  test('all other presses reach the handler', () => {
    const received: unknown[] = []
    exceptComposing((event) => received.push(event))(enter)
    exceptComposing((event) => received.push(event))({ nativeEvent: enter })
    expect(received).toEqual([enter, { nativeEvent: enter }])
    expect(isComposing(enter)).toBe(false)
  })
})

test('Ctrl or ⌘ with Enter sends; Enter alone, and other keys with Ctrl, do not', () => {
  const press = { key: 'Enter', ctrlKey: false, metaKey: false }
  expect([isSendKey({ ...press, ctrlKey: true }), isSendKey({ ...press, metaKey: true })]).toEqual([true, true])
  expect([isSendKey(press), isSendKey({ ...press, key: 'k', ctrlKey: true })]).toEqual([false, false])
})

test('every handler of keys in a component lets the input method have its presses', () => {
  const files = ['app', 'components'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, file)),
  )
  const unguarded = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    return handlersOf(text).flatMap((handler) => (isGuarded(handler, text) ? [] : [`${file}: ${handler}`]))
  })
  expect(unguarded.filter((found) => !found.startsWith('components/ui/keys.ts'))).toEqual([])
})

/** What is given to `onKeyDown` and its kin; listeners that are added by hand are never guarded. */
function handlersOf(text: string): string[] {
  const given = [...text.matchAll(/\bonKey(?:Down|Up|Press)(?:Capture)?=\{([^}\n]*)/g)].map(
    ([, handler = '']) => handler,
  )
  const added = [...text.matchAll(/addEventListener\(\s*['"`]key\w+|\.onkey(?:down|up|press)\s*=/g)].map(
    ([found]) => found,
  )
  return [...given, ...added]
}

/** `exceptComposing(…)` in place, or a constant that is made by it. */
function isGuarded(handler: string, text: string): boolean {
  return handler.startsWith('exceptComposing(') || text.includes(`const ${handler} = exceptComposing(`)
}
