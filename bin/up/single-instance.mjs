import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { endProcess } from '../services/stale-process.mjs'

/**
 * @typedef {{ pid: number, knock: number, address: string, children: { pid: number, mark: string }[] }} Note
 * `knock`: a port at which the living answer; numbers of processes are used again and prove nothing
 */

/**
 * Makes this process the only one that runs Carillon with this data. Returns null when another one does already; it then
 * is `other`. What a dead one left running is ended first.
 * @param {string} dataDir
 * @param {string} address where people will find the site
 */
export async function beTheOnlyOne(dataDir, address) {
  const file = join(dataDir, 'running.json')
  const earlier = read(file)
  if (earlier && (await isAlive(earlier))) return { other: earlier, self: null }
  for (const { pid, mark } of earlier?.children ?? []) await endProcess(pid, { mark, grace: 5_000 })

  const { server, port } = await openDoor()
  /** @type {Note} */
  const note = { pid: process.pid, knock: port, address, children: [] }
  const write = () => {
    writeFileSync(`${file}.new`, JSON.stringify(note), { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  write()
  const self = {
    /** @param {Note['children']} children */
    noteChildren(children) {
      note.children = children
      write()
    },
    leave() {
      server.close()
      rmSync(file, { force: true })
    },
  }
  return { other: null, self }
}

/**
 * @param {string} file
 * @returns {Note | null}
 */
function read(file) {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
  } catch {
    // Cut short by a power loss; nobody runs then.
    return null
  }
}

/** @returns {Promise<{ server: import('node:net').Server, port: number }>} */
function openDoor() {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.end(`carillon ${process.pid}\n`))
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 })
    })
  })
}

/**
 * @param {Note} note
 * @returns {Promise<boolean>}
 */
function isAlive({ knock, pid }) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: knock, timeout: 2000 })
    socket.on('data', (chunk) => {
      socket.destroy()
      resolve(String(chunk).startsWith(`carillon ${pid}`))
    })
    for (const event of ['error', 'timeout', 'end']) socket.on(event, () => resolve(false))
  })
}
