import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** @type {import('next').NextConfig} */
export default {
  agentRules: false,
  outputFileTracingRoot: root,
  turbopack: { root },
  serverExternalPackages: ['pg', 'ioredis', 'bullmq', 'pino', 'prom-client', '@prisma/client'],
  // The project's own check has seen it.
  typescript: { ignoreBuildErrors: true },
}
