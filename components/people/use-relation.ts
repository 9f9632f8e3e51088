'use client'

import { useMutation, useQuery } from '@tanstack/react-query'
import { ApiProblem, api } from '@/components/client/api'
import { queryClient } from '@/components/client/query-client'
import { keepListsFresh } from '@/components/list/keep-lists-fresh'
import { toast } from '@/components/ui/toast'
import { toastFailure } from '@/components/ui/toast-failure'
import type { Relation, User } from '@/lib/shared/views'
import { answerRequest } from './answer-request'

/** `followsLeft`: how many more people the viewer can follow, when these are few. */
type Answer = { relation: Relation; followsLeft?: number }
type Step = {
  /** A part of the person's address in the API. */
  what: 'follow' | 'friendship' | 'block' | 'mute'
  method: 'put' | 'delete'
  body?: { notify: boolean }
}
/** The answer to their friend request. */
type AnswerToRequest = { accept: boolean }
type Change = (Step | AnswerToRequest) & {
  /** What will be true if the server agrees: shown at once. */
  expected?: Partial<Relation>
}

/**
 * The relation of the viewer to a person, and how to change it. `initial` is what the server rendered. `hidden`: the viewer may
 * not see the person any more.
 */
export function useRelation(user: Pick<User, 'handle' | 'name'>, initial: Relation) {
  keepListsFresh()
  const client = queryClient()
  const key = ['relation', user.handle]

  const { data: relation, error } = useQuery(
    {
      queryKey: key,
      queryFn: async ({ signal }) => (await api.get<Answer>(`/api/users/${user.handle}`, { signal })).relation,
      initialData: initial,
    },
    client,
  )

  const change = useMutation(
    {
      mutationKey: key,
      // One after the other, in the order of the presses.
      scope: { id: `relation ${user.handle}` },
      mutationFn: (wanted: Change): Promise<Answer> =>
        'accept' in wanted ? answerRequest({ user, accept: wanted.accept }) : takeStep(user, wanted),
      onMutate: async ({ expected }) => {
        await client.cancelQueries({ queryKey: key })
        const before = client.getQueryData<Relation>(key)
        if (expected) client.setQueryData<Relation>(key, { ...relation, ...expected })
        return { before }
      },
      onError: (error, wanted, context) => {
        client.setQueryData(key, context?.before)
        toastFailure(error, () => change.mutate(wanted))
        // It may have happened all the same: only the answer was lost.
        void client.invalidateQueries({ queryKey: key })
      },
      onSuccess: async ({ relation: after, followsLeft }, wanted) => {
        if (followsLeft !== undefined) toast(`You can follow ${followsLeft} more people.`)
        // With another change waiting, the screen already shows that one; its answer will come.
        if (client.isMutating({ mutationKey: key }) === 1) client.setQueryData(key, after)
        const changed = changesPosts(wanted) ? ['people', 'posts'] : ['people']
        await Promise.all(changed.map((kind) => client.invalidateQueries({ queryKey: [kind] })))
      },
    },
    client,
  )

  const hidden = error instanceof ApiProblem && error.status === 404
  return { relation, change, hidden }
}

function takeStep({ handle }: Pick<User, 'handle'>, { what, method, body }: Step): Promise<Answer> {
  const path = `/api/users/${handle}/${what}`
  return method === 'put' ? api.put(path, body) : api.delete(path)
}

/** Friendships and blocks decide which posts one sees. */
function changesPosts(wanted: Change): boolean {
  return 'accept' in wanted || wanted.what === 'friendship' || wanted.what === 'block'
}

export type ChangeRelation = ReturnType<typeof useRelation>['change']
