'use client'

import { ChevronDown } from 'lucide-react'
import { Menu } from '@/components/ui/menu'
import type { Audience } from '@/lib/shared/views'
import { AUDIENCE_CHOICES } from './audience'

type AudienceMenuProps = { audience: Audience; onChange: (audience: Audience) => void }

/** Chooses who may see a post. */
export function AudienceMenu({ audience, onChange }: AudienceMenuProps) {
  const { name, Icon } = AUDIENCE_CHOICES[audience]
  return (
    <Menu
      align="start"
      className="inline-flex min-h-9 items-center gap-1.5 rounded-full px-2.5 text-sm font-medium text-ink-soft hover:bg-sunken hover:text-ink"
      button={
        <>
          <span className="sr-only">For: </span>
          <Icon aria-hidden="true" className="size-4" />
          {name}
          <ChevronDown aria-hidden="true" className="size-4" />
        </>
      }
      items={choices.map(([value, choice]) => ({
        label: choice.name,
        detail: choice.detail,
        icon: <choice.Icon />,
        checked: value === audience,
        onSelect: () => onChange(value),
      }))}
    />
  )
}

const choices = Object.entries(AUDIENCE_CHOICES) as [Audience, (typeof AUDIENCE_CHOICES)[Audience]][]
