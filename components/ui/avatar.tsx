'use client'

import type { CSSProperties } from 'react'
import { usePerson } from '@/components/client/use-person'
import type { User } from '@/lib/shared/views'
import { classes } from './classes'

/** In pixels: pictures do not grow with the letters of the page, which need the room. */
const SIZES = {
  tiny: 'size-[24px] text-[10px]',
  small: 'size-[32px] text-[12px]',
  normal: 'size-[44px] text-[16px]',
  large: 'size-[96px] text-[30px]',
}

type AvatarProps = {
  user: Pick<User, 'handle' | 'name' | 'avatarUrl'> & { id?: string }
  size?: keyof typeof SIZES
  className?: string
}

/**
 * An avatar, or initials on a colour that is always the same for this person. Hidden from screen readers: the name is beside
 * it.
 */
export function Avatar({ user: shown, size = 'normal', className }: AvatarProps) {
  const user = usePerson(shown)
  const shape = classes('inline-flex shrink-0 rounded-full object-cover', SIZES[size], className)
  // biome-ignore lint/performance/noImgElement: avatars are stored in the size in which they are shown, so the optimiser is not needed
  if (user.avatarUrl) return <img src={user.avatarUrl} alt="" className={classes(shape, 'bg-sunken')} />
  const tint = { '--tint': tintOf(user.handle) } as CSSProperties
  return (
    <span
      aria-hidden="true"
      style={tint}
      className={classes(shape, 'tinted items-center justify-center font-semibold')}
    >
      {initialsOf(user.name)}
    </span>
  )
}

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return ends
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toLocaleUpperCase('en')
}

/** A hue in degrees. Steps of the golden angle keep neighbours in the alphabet apart. */
function tintOf(handle: string): number {
  let sum = 0
  for (const letter of handle) sum = (sum * 31 + letter.charCodeAt(0)) % 1009
  return Math.round((sum * 137.5) % 360)
}
