'use client'

import { Sprout } from 'lucide-react'
import { Button, ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'

/** The first steps of somebody who follows nobody yet. */
export default function EmptyFeed({ onCompose }: { onCompose: () => void }) {
  return (
    <Card className="max-sm:rounded-none max-sm:border-x-0">
      <EmptyState
        icon={<Sprout />}
        title="Your feed begins here"
        action={
          <>
            <ButtonLink href="/friends" look="primary">
              Find people
            </ButtonLink>
            <ButtonLink href="/places">Look at places</ButtonLink>
            <Button look="quiet" onClick={onCompose}>
              Write your first post
            </Button>
          </>
        }
      >
        Follow people or become friends with them, and what they post appears here the moment it happens.
      </EmptyState>
    </Card>
  )
}
