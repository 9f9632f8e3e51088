import { connect } from 'node:net'

/** Whether somebody listens at this port of this machine. */
export function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const done = (listens: boolean) => {
      socket.destroy()
      resolve(listens)
    }
    socket.on('connect', () => done(true))
    socket.on('error', () => done(false))
  })
}
