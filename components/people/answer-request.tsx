'use client'

import { useMutation } from '@tanstack/react-query'
import { api, messageOf } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import { useRemoveFromPages } from '@/components/list/use-pages'
import { Button } from '@/components/ui/button'
import { toast, toastError } from '@/components/ui/toast'
import type { User } from '@/lib/shared/views'

type AnswerRequestProps = { user: User /** The list it stands in. */; path: string; friendsPath: string }

/** Accepts or declines a friend request where it stands in the list. */
export function AnswerRequest({ user, path, friendsPath }: AnswerRequestProps) {
  const client = queryClient()
  const remove = useRemoveFromPages('people', path)
  const address = `/api/users/${user.handle}/friendship`

  const answer = useMutation(
    {
      mutationFn: (accept: boolean) => (accept ? api.put(address) : api.delete(address)),
      onError: (error) => toastError(messageOf(error)),
      onSuccess: async (_relation, accept) => {
        remove(user.id)
        toast(
          accept ? `You and ${user.name} are friends now.` : `You declined ${user.name}'s request. They are not told.`,
        )
        client.removeQueries({ queryKey: ['relation', user.handle] })
        await client.invalidateQueries({ queryKey: ['people', friendsPath] })
      },
    },
    queryClient(),
  )

  return (
    <>
      <Button
        size="small"
        pending={answer.isPending}
        aria-label={`Decline ${user.name}`}
        onClick={() => answer.mutate(false)}
      >
        Decline
      </Button>
      <Button
        size="small"
        look="primary"
        pending={answer.isPending}
        aria-label={`Accept ${user.name}`}
        onClick={() => answer.mutate(true)}
      >
        Accept
      </Button>
    </>
  )
}
