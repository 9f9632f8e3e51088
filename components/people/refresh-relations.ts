import { queryClient } from '@/components/client/query-client'
import type { User } from '@/lib/shared/views'

/**
 * Drops or reloads what this tab knows of a person, of lists of people, and of posts: a friendship decides who sees which.
 */
export async function refreshRelations({ handle }: Pick<User, 'handle'>): Promise<void> {
  const client = queryClient()
  const relation = ['relation', handle]
  client.removeQueries({ queryKey: relation, type: 'inactive' })
  const stale = [['people'], ['posts']]
  // A change that is being made on the profile brings its own answer.
  if (client.isMutating({ mutationKey: relation }) === 0) stale.push(relation)
  await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })))
}
