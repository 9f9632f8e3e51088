import { connect, type Socket } from 'node:net'
import { onSchedule, type Schedule } from '@/bench/load/schedule'
import { answer } from '@/bench/process/answer'
import { jsonOf } from './frames'

/** nchan takes messages by HTTP: one POST per reader. They are sent on a few connections without waiting for answers. */
const CONNECTIONS = 8

const sockets: Socket[] = []
let port = 0
let streams = 0
let groups = 1

function write(event: number): void {
  const body = jsonOf(event)
  const rest = ` HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nX-EventSource-Event: feed\r\nContent-Length: ${body.length}\r\n\r\n${body}`
  const batches = Array.from(sockets, () => '')
  for (let user = event % groups, turn = 0; user < streams; user += groups, turn++) {
    batches[turn % CONNECTIONS] += `POST /publish?user=${user}${rest}`
  }
  for (const [index, batch] of batches.entries()) sockets[index]?.write(batch, 'latin1')
}

const work = {
  async connect(target: { port: number; streams: number; groups: number }): Promise<void> {
    ;({ port, streams, groups } = target)
    for (let n = 0; n < CONNECTIONS; n++) {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      socket.resume()
      await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
      sockets.push(socket)
    }
  },
  write({ events }: { events: number[] }): void {
    for (const event of events) write(event)
  },
  writeOnSchedule: (schedule: Schedule) => onSchedule(schedule, write),
}

export type PublishToNchan = typeof work

answer(work)
