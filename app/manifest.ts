import type { MetadataRoute } from 'next'

/** What a device needs to install the site. `bin/draw-icons.mjs` draws the icons. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: '/',
    name: 'Carillon',
    short_name: 'Carillon',
    description: 'News of the people you care about, the moment it happens.',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f7f4ef',
    theme_color: '#f7f4ef',
    categories: ['social'],
    icons: [
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
    shortcuts: [
      { name: 'Notifications', url: '/notifications' },
      { name: 'Write a post', url: '/#composer' },
    ],
  }
}
