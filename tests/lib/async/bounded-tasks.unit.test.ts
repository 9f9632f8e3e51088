import { expect, it } from 'vitest'
import { boundedTasks } from '@/lib/async/bounded-tasks'

/** A task that ends when told to. */
function task() {
  let end: (error?: Error) => void = () => undefined
  const ended = new Promise<void>((resolve, reject) => {
    end = (error) => (error ? reject(error) : resolve())
  })
  return { run: () => ended, end }
}

it('a task beyond the bound starts when another ends, and `add` waits for that', async () => {
  const tasks = boundedTasks(2)
  const [first, second] = [task(), task()]
  await tasks.add(first.run)
  await tasks.add(second.run)
  let started = false
  const third = tasks.add(async () => {
    started = true
  })
  await Promise.resolve()
  expect(started).toBe(false)
  first.end()
  await third
  expect(started).toBe(true)
  second.end()
  await tasks.finish()
})

it('the first failure is thrown by the next `add` and by `finish`', async () => {
  const tasks = boundedTasks(1)
  const failing = task()
  await tasks.add(failing.run)
  failing.end(new Error('the first'))
  await expect(tasks.add(() => Promise.resolve())).rejects.toThrow('the first')
  await expect(tasks.finish()).rejects.toThrow('the first')
})
