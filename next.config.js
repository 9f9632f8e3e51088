/** @type {import('next').NextConfig} */
export default {
  agentRules: false,
  poweredByHeader: false,
  reactStrictMode: true,
  // The custom server answers these itself or loads them in plain Node; bundling would give each graph a copy of its own.
  serverExternalPackages: ['pg', 'ioredis', 'bullmq', 'pino', 'prom-client', '@node-rs/argon2', '@prisma/client'],
  // `npm test` checks all types, also those of workers and tests that this build does not see.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
}
