import { afterEach, beforeEach, expect, test, vi } from 'vitest'

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetModules()
  vi.stubGlobal('window', new EventTarget())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A page that Ana has just opened. */
async function aPage() {
  const { untilPressed, untilUsed } = await import('@/components/client/until-used')
  const seen: string[] = []
  void untilPressed().then(() => seen.push('pressed'))
  void untilUsed().then(() => seen.push('used'))
  return { seen, untilUsed }
}

for (const press of ['pointerdown', 'keydown']) {
  test(`a page is used with the first ${press}, and stays so`, async () => {
    const { seen, untilUsed } = await aPage()
    await vi.advanceTimersByTimeAsync(1_000)
    expect(seen).toEqual([])
    window.dispatchEvent(new Event(press))
    await vi.advanceTimersByTimeAsync(0)
    expect(seen).toEqual(['pressed', 'used'])
    await untilUsed()
  })
}

test('without a press it counts as used after four seconds, and as pressed never', async () => {
  const { seen } = await aPage()
  await vi.advanceTimersByTimeAsync(3_900)
  expect(seen).toEqual([])
  await vi.advanceTimersByTimeAsync(200)
  expect(seen).toEqual(['used'])
  await vi.advanceTimersByTimeAsync(60_000)
  expect(seen).toEqual(['used'])
})
