import { Writable } from 'node:stream'
import { format } from 'node:util'
import { pino } from 'pino'
import { once } from '@/lib/process/once'

const printed: string[] = []

/** From now on printed errors are kept; a test that does not take them fails. Called once, by the setup. */
export function listenForErrors(): void {
  console.error = (...words: unknown[]) => {
    printed.push(format(...words))
  }
  // Replaces the log of the process by one that writes here.
  once('log', () => pino({ level: 'error' }, new Writable({ write: keepLine })))
}

/** What was printed as an error since the last call. A test that expects errors calls this and looks at them. */
export function takeErrors(): string[] {
  return printed.splice(0)
}

function keepLine(line: Buffer, _encoding: string, done: () => void): void {
  printed.push(line.toString().trimEnd())
  done()
}
