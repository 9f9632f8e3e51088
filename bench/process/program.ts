import { EventEmitter, once } from 'node:events'
import { readFileSync } from 'node:fs'
import { FOLDER } from '@/bench/world/folder'
import { startChild, stopChild } from '@/bin/services/child.mjs'
import type { Message, Question, Work } from './answer'

export type Environment = Record<string, string> & { NODE_ENV: 'production' }

/** A separate process whose methods can be called and whose CPU can be measured. */
export type Program<W extends Work> = {
  pid: number
  ask<Method extends keyof W & string>(
    method: Method,
    ...argument: Parameters<W[Method]>
  ): Promise<Awaited<ReturnType<W[Method]>>>
  /** What the program reports without a call, one event per topic. */
  reports: EventEmitter
  stop(): Promise<void>
}

type Waiting = { resolve: (answer: never) => void; reject: (error: Error) => void }

/** Starts a program that `buildPrograms` has built, and waits until its methods can be called. */
export async function startProgram<W extends Work>(name: string, env: Environment): Promise<Program<W>> {
  const output = `${FOLDER}/${name}.log`
  const child = startChild(process.execPath, [`${FOLDER}/programs/${name}.js`], { output, ipc: true, env })
  const waiting = new Map<number, Waiting>()
  const reports = new EventEmitter()
  let count = 0
  child.on('message', (message: Message) => {
    if ('topic' in message) return void reports.emit(message.topic, message.value)
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) asked?.resolve(message.answer as never)
    else asked?.reject(new Error(`${name}: ${message.error}`))
  })
  const ended = new Promise<never>((_, reject) => {
    child.once('exit', () => {
      const failure = new Error(`${name} ended:\n${readFileSync(output, 'utf8').slice(-2000)}`)
      for (const { reject: fail } of waiting.values()) fail(failure)
      reject(failure)
    })
  })
  ended.catch(() => undefined)
  await Promise.race([once(reports, 'ready'), ended])
  return {
    pid: child.pid,
    reports,
    ask(method, ...[argument]) {
      const question: Question = { id: ++count, method, argument }
      return new Promise((resolve, reject) => {
        waiting.set(question.id, { resolve, reject })
        child.send(question)
      })
    },
    stop: () => stopChild(child, { signal: 'SIGTERM', grace: 2000 }),
  }
}
