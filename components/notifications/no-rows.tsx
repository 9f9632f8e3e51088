import { Archive, AtSign, Bell, CheckCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import type { NotificationFilter } from '@/lib/shared/views'

const WORDS: Record<NotificationFilter, { icon: ReactNode; title: string; text: string }> = {
  all: {
    icon: <Bell />,
    title: 'You are all caught up',
    text: 'When somebody follows you, mentions you, or likes or comments on what you post, it appears here.',
  },
  unread: { icon: <CheckCheck />, title: 'You are all caught up', text: 'There is nothing that you have not read.' },
  mentions: {
    icon: <AtSign />,
    title: 'No mentions yet',
    text: 'When somebody writes your name with an @ in front, it appears here.',
  },
  archived: { icon: <Archive />, title: 'Nothing is archived', text: 'What you put away stays here for a while.' },
}

/** Says that a filter has no rows. */
export function NoRows({ filter }: { filter: NotificationFilter }) {
  const { icon, title, text } = WORDS[filter]
  return (
    <EmptyState icon={icon} title={title}>
      {text}
    </EmptyState>
  )
}
