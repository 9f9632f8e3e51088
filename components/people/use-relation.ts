'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { api, messageOf } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import { toastError } from '@/components/ui/toast'
import type { Relation, User } from '@/lib/shared/views'

type Answer = { relation: Relation }
type Change = {
  /** A part of the person's address in the API. */
  what: 'follow' | 'friendship' | 'block' | 'mute'
  method: 'put' | 'delete'
  body?: { notify: boolean }
  /** What will be true if the server agrees: shown at once. */
  expected?: Partial<Relation>
}

/** How the viewer stands to a person, and the ways to change it. `initial` is what the server rendered. */
export function useRelation(user: Pick<User, 'handle'>, initial: Relation) {
  const client = queryClient()
  const key = ['relation', user.handle]
  const address = `/api/users/${user.handle}`

  const { data: relation } = useQuery(
    {
      queryKey: key,
      queryFn: async ({ signal }) => (await api.get<Answer>(address, { signal })).relation,
      initialData: initial,
    },
    client,
  )

  const change = useMutation(
    {
      mutationKey: key,
      // One after the other, in the order of the presses.
      scope: { id: `relation ${user.handle}` },
      mutationFn: ({ what, method, body }: Change) =>
        method === 'put' ? api.put<Answer>(`${address}/${what}`, body) : api.delete<Answer>(`${address}/${what}`),
      onMutate: async ({ expected }) => {
        await client.cancelQueries({ queryKey: key })
        const before = client.getQueryData<Relation>(key)
        if (expected) client.setQueryData<Relation>(key, { ...relation, ...expected })
        return { before }
      },
      onError: (error, _change, context) => {
        client.setQueryData(key, context?.before)
        toastError(messageOf(error))
      },
      onSuccess: async ({ relation: after }, { what }) => {
        // What was pressed meanwhile is on the screen already; its own answer will come.
        if (client.isMutating({ mutationKey: key }) === 1) client.setQueryData(key, after)
        const changed = what === 'friendship' || what === 'block' ? ['people', 'posts'] : ['people']
        await Promise.all(changed.map((kind) => client.invalidateQueries({ queryKey: [kind] })))
      },
    },
    client,
  )

  return { relation, change }
}

export type ChangeRelation = ReturnType<typeof useRelation>['change']
