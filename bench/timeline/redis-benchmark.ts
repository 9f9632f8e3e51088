import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The program that comes with the Redis server, or null. */
export function findRedisBenchmark(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
  const names = ['redis-benchmark', 'valkey-benchmark']
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return paths.find((path) => existsSync(path)) ?? null
}

type Pushes = { program: string; port: number; prefix: string; keys: number; requests: number }

/** Appends to randomly chosen lists, 64 commands in a pipeline: the most that Redis can do. Returns appends a second. */
export function pushAtRandom({ program, port, prefix, keys, requests }: Pushes): Promise<number> {
  const id = '118000000000000000'
  const child = spawn(
    program,
    [...['-p', port, '-r', keys, '-n', requests, '-P', 64, '--csv'].map(String), 'RPUSHX', `${prefix}__rand_int__`, id],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', () => {
      const rate = Number(/^"RPUSHX[^"]*","([\d.]+)"/m.exec(output)?.[1])
      if (rate > 0) resolve(rate)
      else reject(new Error(`redis-benchmark said: ${output.slice(-500)}`))
    })
  })
}
