import { once } from '@/lib/process/once'
import { Sinks } from './sinks'

/** Route handlers are in a separate module graph. Through this value the program finds the streams that they opened. */
export function sharedSinks(): { sinks: Sinks; groups: number } {
  return once('bench-sinks', () => ({ sinks: new Sinks(), groups: 1 }))
}
