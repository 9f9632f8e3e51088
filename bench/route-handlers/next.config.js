import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** @type {import('next').NextConfig} */
export default {
  agentRules: false,
  outputFileTracingRoot: root,
  turbopack: { root },
  serverExternalPackages: ['pg', 'ioredis', 'bullmq', 'pino', 'prom-client', '@prisma/client'],
  // `npm run check` checks the types already.
  typescript: { ignoreBuildErrors: true },
}
