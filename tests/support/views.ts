import { PUT } from '@/app/api/streams/[connectionId]/view/route'
import { type Answer, call } from './call'
import type { Person } from './people'
import type { TestStream } from './streams'

type Thing = { id: string }

export function connectionOf(stream: TestStream): string {
  return stream.of('hello')[0]?.data.connectionId ?? ''
}

/** As a browser says which posts it shows. */
export function view(
  as: Pick<Person, 'cookie'> | undefined,
  posts: Thing[],
  { connectionId, visible = true }: { connectionId: string; visible?: boolean },
): Promise<Answer> {
  return call(PUT, {
    method: 'PUT',
    path: `/api/streams/${connectionId}/view`,
    body: { postIds: posts.map(({ id }) => id), visible },
    as,
    params: { connectionId },
  })
}
