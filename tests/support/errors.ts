import { Writable } from 'node:stream'
import { format } from 'node:util'
import { pino } from 'pino'
import { once } from '@/lib/process/once'

const heard: string[] = []

/** A test in which something prints an error fails, unless it takes the errors it expects. Called once, by the setup. */
export function listenForErrors(): void {
  console.error = (...words: unknown[]) => {
    heard.push(format(...words))
  }
  // The process's log under its own name, with another place to write to.
  once('log', () => pino({ level: 'error' }, new Writable({ write: keepLine })))
}

/** What was printed as an error since the last call. A test that expects errors calls this and looks at them. */
export function takeErrors(): string[] {
  return heard.splice(0)
}

function keepLine(line: Buffer, _encoding: string, done: () => void): void {
  heard.push(line.toString().trimEnd())
  done()
}
