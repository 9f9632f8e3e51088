import { queryClient } from '@/components/client/query-client'
import type { User } from '@/lib/shared/views'

/** What is held of this person and of lists of people is asked for anew: a tie has changed elsewhere. */
export async function forgetPeople({ handle }: Pick<User, 'handle'>): Promise<void> {
  queryClient().removeQueries({ queryKey: ['relation', handle] })
  await queryClient().invalidateQueries({ queryKey: ['people'] })
}
