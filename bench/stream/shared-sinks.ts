import { once } from '@/lib/process/once'
import { Sinks } from './sinks'

/** Route handlers live in a module graph of their own; this is how the server that is asked to write finds their streams. */
export function sharedSinks(): { sinks: Sinks; groups: number } {
  return once('bench-sinks', () => ({ sinks: new Sinks(), groups: 1 }))
}
