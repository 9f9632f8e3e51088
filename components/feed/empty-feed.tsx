'use client'

import { Sprout } from 'lucide-react'
import { focusComposer } from '@/components/composer/focus-composer'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/button-link'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'

/** What a feed without posts shows: where to begin. */
export default function EmptyFeed() {
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
            <Button look="quiet" onClick={() => focusComposer()}>
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
