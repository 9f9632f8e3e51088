import { setTimeout as pause } from 'node:timers/promises'
import { clock } from '@/bench/measure/clock'

/** Events at fixed times whatever the system under test does: event `first + n` is due at `begin + n * every` (milliseconds, `clock`). */
export type Schedule = { first: number; count: number; begin: number; every: number }

/** When an event is due, whether it was begun in time or not: latency counts from here, so a stall is not forgiven. */
export function dueAt({ first, begin, every }: Schedule, event: number): number {
  return begin + (event - first) * every
}

/** Begins each event when it is due, without waiting for those before; resolves when all have ended. */
export async function onSchedule(
  schedule: Schedule,
  begin: (event: number) => Promise<unknown> | unknown,
): Promise<void> {
  const running: Promise<unknown>[] = []
  for (let event = schedule.first; event < schedule.first + schedule.count; event++) {
    const wait = dueAt(schedule, event) - clock()
    if (wait > 0) await pause(wait)
    running.push(Promise.resolve(begin(event)))
  }
  await Promise.all(running)
}
