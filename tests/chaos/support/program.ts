import { readFileSync } from 'node:fs'
import { hasEnded, startChild, stopChild } from '../../../bin/services/child.mjs'
import { until } from './waiting'

type Entry = 'web' | 'stream' | 'jobs'
type Child = ReturnType<typeof startChild>

export type ProgramOptions = {
  name: string
  entry: Entry
  env: NodeJS.ProcessEnv
  /** A file that its output is added to. */
  output: string
  isReady: () => Promise<boolean>
}

/** Milliseconds that a start may take on a busy machine. */
const START = 60_000

/** One process of the site under test: the built one, under plain Node. */
export class Program {
  /** Ends that no test asked for. */
  readonly deaths: string[] = []
  /** Whether it is started again whenever it has ended, as `npm run up` does. */
  restarts = false
  private readonly options: ProgramOptions
  private child: Child | undefined
  private ready = false
  private stopRequested = false

  constructor(options: ProgramOptions) {
    this.options = options
  }

  get isUp(): boolean {
    return this.ready && this.child !== undefined && !hasEnded(this.child)
  }

  async start(): Promise<void> {
    const { entry, env, output, isReady, name } = this.options
    this.stopRequested = false
    this.ready = false
    const child = startChild(process.execPath, [`dist/${entry}.js`], { output, env })
    this.child = child
    child.once('exit', (code, signal) => this.noteEnd(signal ?? `code ${code}`))
    await until(`${name} is ready (${output})`, START, async () => hasEnded(child) || (await isReady()))
    if (this.child === child) this.ready = !hasEnded(child)
    if (this.deaths.length > 0) throw new Error(this.deaths.join())
  }

  private noteEnd(how: string): void {
    if (!this.stopRequested)
      this.deaths.push(`${this.options.name} ended by itself (${how}); its output: ${this.options.output}`)
    // When it cannot start, `deaths` says so.
    if (this.restarts) void this.start().catch(() => undefined)
  }

  /** It ends at once. What it was writing is incomplete. */
  kill9(): void {
    this.stopRequested = true
    this.ready = false
    this.child?.kill('SIGKILL')
  }

  async ended(): Promise<void> {
    const child = this.child
    await until(`${this.options.name} has ended`, 10_000, () => !child || hasEnded(child))
  }

  async isBack(): Promise<void> {
    await until(`${this.options.name} is back`, START, () => this.isUp)
  }

  /** Asks it to end; returns its exit code and how many milliseconds that took. */
  async terminate(): Promise<{ code: number | null; ms: number }> {
    const began = performance.now()
    this.stopRequested = true
    this.restarts = false
    const child = this.child
    if (child) await stopChild(child, { signal: 'SIGTERM', grace: 40_000 })
    return { code: child?.exitCode ?? null, ms: performance.now() - began }
  }

  freeze(): void {
    this.child?.kill('SIGSTOP')
  }

  thaw(): void {
    this.child?.kill('SIGCONT')
  }

  async stop(): Promise<void> {
    this.stopRequested = true
    this.restarts = false
    this.thaw()
    if (this.child) await stopChild(this.child, { signal: 'SIGKILL', grace: 5000 })
  }

  /** The errors that it logged, except jobs that failed: those are tried again. */
  errorLines(): string[] {
    const lines = readFileSync(this.options.output, 'utf8').split('\n')
    return lines.filter((line) => /"level":(50|60)/.test(line) && !line.includes('"job failed"'))
  }
}
