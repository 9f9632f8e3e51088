import { Globe, Lock, UsersRound } from 'lucide-react'
import type { Audience } from '@/lib/shared/views'

/** Who may see a post, in words and as an icon, from the widest audience to the narrowest. */
export const AUDIENCE_CHOICES: Record<Audience, { name: string; detail: string; Icon: typeof Globe }> = {
  public: { name: 'Everyone', detail: 'Also people without an account', Icon: Globe },
  friends: { name: 'Friends', detail: 'People who are friends with you', Icon: UsersRound },
  only_me: { name: 'Only me', detail: 'A note to yourself', Icon: Lock },
}

/** On a post: who may see it. For everyone the icon is enough; the word is there for screen readers. */
export function AudienceMark({ audience }: { audience: Audience }) {
  const { name, Icon } = AUDIENCE_CHOICES[audience]
  return (
    <span className="inline-flex items-center gap-1" title={`For: ${name}`}>
      <Icon aria-hidden="true" className="size-3.5" />
      <span className={audience === 'public' ? 'sr-only' : ''}>{name}</span>
    </span>
  )
}
