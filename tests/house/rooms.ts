/**
 * The rooms of the house, lowest first: each may use those before it, in code and in types, and none of those after it.
 * docs/architecture.md says what each holds.
 */
export const ROOMS = {
  lib: [
    // Plumbing: has no rules of the product. It may name people and posts: `session` reads the viewer, `mutation` lists the
    // events.
    'process',
    'shared',
    'async',
    'postgres',
    'redis',
    'http',
    'session',
    'mutation',
    'delivery',
    // The product.
    'users',
    'next-auth',
    'visibility',
    'posts',
    'comments',
    'places',
    'feed',
    'notifications',
    'graph',
    'live',
  ],
  components: [
    'client',
    'ui',
    'offline',
    'service-worker',
    'live',
    'unsent',
    'scroll',
    'list',
    'shortcuts',
    'places',
    'people',
    'posts',
    'composer',
    'comments',
    'feed',
    'notifications',
    'bell',
    'auth',
    'settings',
    'shell',
  ],
} as const

type Top = keyof typeof ROOMS

/** `lib/feed/timeline.ts` is in the room `feed` of `lib`; null for a file in no room. */
export function roomOf(path: string): { top: Top; room: string; rank: number } | null {
  const [top = '', room = '', ...file] = path.split('/')
  if (!(top in ROOMS) || file.length === 0) return null
  return { top: top as Top, room, rank: (ROOMS[top as Top] as readonly string[]).indexOf(room) }
}

/**
 * Why this import is forbidden and where the imported thing belongs, or null when it is allowed. A file may always use its own
 * room.
 */
export function refusalOf({ from, to }: { from: string; to: string }): string | null {
  const [user, used] = [roomOf(from), roomOf(to)]
  if (from.startsWith('components/') && to.startsWith('lib/') && used?.room !== 'shared') {
    return `${from} imports ${to}: a browser loads nothing of lib but lib/shared. Ask for it through the HTTP API, or move what is safe to share to lib/shared.`
  }
  if (from.startsWith('lib/shared/') && used?.room !== 'shared') {
    return `${from} imports ${to}: lib/shared is loaded by browsers, so it may use only itself.`
  }
  if (!user || !used || user.top !== used.top) return outwards(from, to)
  if (user.rank < 0)
    return `${from}: there is no room ${user.top}/${user.room}. Name it in tests/house/rooms.ts, in its place in the order.`
  if (used.rank <= user.rank) return null
  return (
    `${from} imports ${to}: ${user.top}/${user.room} stands before ${used.top}/${used.room}. ` +
    `Move what both need to ${user.top}/${user.room} or a room before it, or move ${from} to ${used.top}/${used.room} or a room after it.`
  )
}

const OUTER: Record<string, readonly string[]> = {
  lib: ['lib', 'generated'],
  components: ['components', 'lib'],
  app: ['app', 'components', 'lib'],
  workers: ['workers', 'lib'],
}

/** Imports go inwards: app -> components -> lib/shared; app, workers -> lib. */
function outwards(from: string, to: string): string | null {
  const [ring = '', target = ''] = [from, to].map((path) => path.split('/')[0] ?? '')
  if (OUTER[ring]?.includes(target)) return null
  return `${from} imports ${to}: imports go inwards only (app -> components -> lib/shared; app, workers -> lib). Move what is needed further in.`
}
