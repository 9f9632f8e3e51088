import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { endProcess } from '../services/stale-process.mjs'

/**
 * @typedef {{ pid: number, knock: number, address: string, children: { pid: number, mark: string }[] }} Note
 * `knock`: a port on which the instance answers while it runs. A pid is no proof: another process may get the same one.
 */

/**
 * Makes this process the only one that runs Carillon with this data. When another one does already, returns it as `other`.
 * Child processes of an instance that has died are ended first.
 * @param {string} dataDir
 * @param {string} address the public address of the site
 */
export async function claimSingleInstance(dataDir, address) {
  const file = join(dataDir, 'running.json')
  const earlier = read(file)
  if (earlier && (await isAlive(earlier))) return { other: earlier, self: null }
  for (const { pid, mark } of earlier?.children ?? []) await endProcess(pid, { mark, grace: 5_000 })

  const { server, port } = await openAnswerPort()
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
    release() {
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
    // Incomplete after a power failure, so no instance runs.
    return null
  }
}

/**
 * Other starts connect to this port to see whether this instance runs.
 * @returns {Promise<{ server: import('node:net').Server, port: number }>}
 */
function openAnswerPort() {
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
function isAlive({ knock: port, pid }) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 2000 })
    socket.on('data', (chunk) => {
      socket.destroy()
      resolve(String(chunk).startsWith(`carillon ${pid}`))
    })
    for (const event of ['error', 'timeout', 'end']) socket.on(event, () => resolve(false))
  })
}
