import { once } from 'node:events'
import { Agent, request } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { connect } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { gracefulClose } from '@/workers/graceful-close'
import { createSiteServer } from '@/workers/site-server'

const agents: Agent[] = []
afterEach(() => {
  for (const agent of agents.splice(0)) agent.destroy()
})

/** A site, and a proxy in front of it that keeps its connections. */
async function siteBehindProxy(connections = 4) {
  let answerAfter = 0
  let received = 0
  const server = createSiteServer((_request, response) => {
    received++
    setTimeout(() => response.end('stored'), answerAfter)
  })
  const closing = gracefulClose(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  agents.push(agent)
  const post = () =>
    new Promise<{ status?: number; connection?: string; reused: boolean }>((resolve, reject) => {
      const asking = request({ port, host: '127.0.0.1', method: 'POST', agent }, (answer) => {
        answer.resume()
        answer.on('end', () =>
          resolve({ status: answer.statusCode, connection: answer.headers.connection, reused: asking.reusedSocket }),
        )
      })
      asking.on('error', reject)
      asking.end('news')
    })
  return {
    ...closing,
    port,
    received: () => received,
    post,
    postMany: (count: number) => Promise.all(Array.from({ length: count }, post)),
    answersAfter: (ms: number) => {
      answerAfter = ms
    },
  }
}

test('a request on a kept connection is answered after the site has begun to stop, and the answer closes the connection', async () => {
  const { postMany, stopListening, finish, port } = await siteBehindProxy()
  await postMany(4)
  stopListening()
  const answers = await postMany(4)
  expect(answers).toEqual(Array(4).fill({ status: 200, connection: 'close', reused: true }))
  const refused = connect(port, '127.0.0.1')
  const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException]
  expect(error.code).toBe('ECONNREFUSED')
  const began = performance.now()
  await finish(60_000)
  expect(performance.now() - began).toBeLessThan(5_000)
})

test('a request that is being answered when the site begins to stop is answered whole', async () => {
  const { post, received, stopListening, finish, answersAfter } = await siteBehindProxy()
  answersAfter(200)
  const asked = post()
  await expect.poll(received, { interval: 5 }).toBe(1)
  stopListening()
  const [answer] = await Promise.all([asked, finish(0)])
  expect(answer).toMatchObject({ status: 200 })
})

test('connections that carry nothing are closed in the end, also those that never carried anything', async () => {
  const { post, stopListening, finish, port } = await siteBehindProxy()
  await post()
  const unused: Socket = connect(port, '127.0.0.1')
  await once(unused, 'connect')
  const ended = once(unused, 'close')
  stopListening()
  await finish(50)
  await ended
  expect(unused.destroyed).toBe(true)
})
