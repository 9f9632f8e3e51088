import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { AfterLoad } from '@/components/offline/after-load'
import { Toaster } from '@/components/ui/toaster'
import { env } from '@/lib/process/env'
import { EarlyPresses } from './early-presses'
import './globals.css'
import './print.css'

export const metadata: Metadata = {
  metadataBase: new URL(env.SITE_URL),
  title: { default: 'Carillon', template: '%s · Carillon' },
  description: 'News of the people you care about, the moment it happens.',
  applicationName: 'Carillon',
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f4ef' },
    { media: '(prefers-color-scheme: dark)', color: '#161412' },
  ],
  viewportFit: 'cover',
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Every page is rendered per request: its scripts need the nonce of the Content Security Policy of this request.
  await connection()
  return (
    <html lang="en" className={GeistSans.variable}>
      <body>
        <EarlyPresses />
        {children}
        <Toaster />
        <AfterLoad />
      </body>
    </html>
  )
}
