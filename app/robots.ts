import type { MetadataRoute } from 'next'

/** What is public may be found: posts for everyone, profiles, places. The rest is for members or for programs. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: '/',
      disallow: ['/api/', '/settings', '/notifications', '/friends', '/sign-in', '/sign-up'],
    },
  }
}
