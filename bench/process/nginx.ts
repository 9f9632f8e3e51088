import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { delimiter, join, resolve } from 'node:path'
import { FOLDER } from '@/bench/world/folder'
import { startChild, stopChild, untilReady } from '@/bin/services/child.mjs'
import { freePort } from '@/bin/services/ports.mjs'
import type { Environment } from './program'

const MODULES = ['/usr/lib/nginx/modules', '/usr/lib64/nginx/modules', '/usr/local/lib/nginx/modules']

type Nginx = { program: string; nchan: string }

/** The paths of nginx and its nchan module (Debian: libnginx-mod-nchan), or null. */
export function findNchan(): Nginx | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  const program = folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path))
  const nchan = MODULES.map((folder) => join(folder, 'ngx_nchan_module.so')).find((path) => existsSync(path))
  return program && nchan ? { program, nchan } : null
}

/** Starts one nginx worker that serves streams with nchan and asks the server at `checkPort` whether a cookie is valid. */
export async function startNchan(
  { program, nchan }: Nginx,
  { checkPort, env }: { checkPort: number; env: Environment },
) {
  const folder = resolve(FOLDER, 'nginx')
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, configuration({ folder, port, nchan, checkPort }))
  const child = startChild(program, ['-c', file, '-e', join(folder, 'error.log')], { output: join(folder, 'log'), env })
  await untilReady(() => answers(port), { child, within: 10_000, what: 'nginx' })
  return { port, pid: child.pid, stop: () => stopChild(child, { signal: 'SIGTERM', grace: 3000 }) }
}

type Setting = { folder: string; port: number; nchan: string; checkPort: number }

function configuration({ folder, port, nchan, checkPort }: Setting): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  // As root, nginx would run its worker as another user, who may not be allowed to enter the folder.
  const user = spawnSync('id', ['-un'], { encoding: 'utf8' }).stdout.trim()
  return `
    load_module ${nchan};
    ${process.getuid?.() === 0 ? `user ${user};` : ''}
    daemon off; worker_processes 1; worker_rlimit_nofile 20000;
    pid ${folder}/pid;
    events { worker_connections 19000; }
    http {
      ${temporary.join(' ')}
      access_log off; tcp_nodelay on; keepalive_requests 1000000000; client_body_buffer_size 16k;
      nchan_shared_memory_size 512m;
      upstream check { server 127.0.0.1:${checkPort}; keepalive 32; }
      server {
        listen 127.0.0.1:${port} backlog=4096;
        location = /api/stream {
          nchan_subscriber eventsource; nchan_channel_id $arg_user; nchan_authorize_request /check;
          nchan_subscriber_first_message newest;
        }
        location = /publish {
          nchan_publisher http; nchan_channel_id $arg_user;
          nchan_message_buffer_length 20; nchan_message_timeout 30s;
        }
        location = /check {
          internal; proxy_pass http://check; proxy_pass_request_body off; proxy_http_version 1.1;
          proxy_set_header Connection ""; proxy_set_header Content-Length ""; proxy_set_header Cookie $http_cookie;
        }
      }
    }`
}

function answers(port: number): Promise<true | null> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => done(true)).on('error', () => done(null))
    socket.on('connect', () => socket.destroy())
  })
}
