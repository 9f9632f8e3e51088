import { setTimeout as pause } from 'node:timers/promises'
import { clock } from '@/bench/measure/clock'

/**
 * Events at fixed times, independent of the system under test: event `first + n` is due at `begin + n * every` (milliseconds of
 * `clock`).
 */
export type Schedule = { first: number; count: number; begin: number; every: number }

/** When an event is due. Latency counts from here even when the event began late, so a stall counts too. */
export function dueAt({ first, begin, every }: Schedule, event: number): number {
  return begin + (event - first) * every
}

/** Begins each event when it is due, without waiting for earlier ones. Resolves when all have ended. */
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
