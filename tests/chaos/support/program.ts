import { readFileSync } from 'node:fs'
import { hasEnded, startChild, stopChild } from '../../../bin/services/child.mjs'
import { until } from './patience'

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
  /** Ends that nobody asked for. */
  readonly deaths: string[] = []
  /** Whether it is started again whenever it has ended, as `npm run up` does. */
  keptUp = false
  private readonly options: ProgramOptions
  private child: Child | undefined
  private ready = false
  private asked = false

  constructor(options: ProgramOptions) {
    this.options = options
  }

  get isUp(): boolean {
    return this.ready && this.child !== undefined && !hasEnded(this.child)
  }

  async start(): Promise<void> {
    const { entry, env, output, isReady, name } = this.options
    this.asked = false
    this.ready = false
    const child = startChild(process.execPath, [`dist/${entry}.js`], { output, env })
    this.child = child
    child.once('exit', (code, signal) => this.noteEnd(signal ?? `code ${code}`))
    await until(`${name} is ready (${output})`, START, async () => hasEnded(child) || (await isReady()))
    if (this.child === child) this.ready = !hasEnded(child)
    if (this.deaths.length > 0) throw new Error(this.deaths.join())
  }

  private noteEnd(how: string): void {
    if (!this.asked)
      this.deaths.push(`${this.options.name} ended by itself (${how}); its output: ${this.options.output}`)
    // What keeps it from starting is among its deaths.
    if (this.keptUp) void this.start().catch(() => undefined)
  }

  /** At once, without a word. What it was writing is cut short. */
  kill9(): void {
    this.asked = true
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
    this.asked = true
    this.keptUp = false
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
    this.asked = true
    this.keptUp = false
    this.thaw()
    if (this.child) await stopChild(this.child, { signal: 'SIGKILL', grace: 5000 })
  }

  /** What it logged as an error, but for jobs that failed: those are tried again. */
  complaints(): string[] {
    const lines = readFileSync(this.options.output, 'utf8').split('\n')
    return lines.filter((line) => /"level":(50|60)/.test(line) && !line.includes('"job failed"'))
  }
}
