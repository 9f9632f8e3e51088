import { notFound } from 'next/navigation'
import { cache } from 'react'
import { viewerOfPage } from '@/app/viewer-of-page'
import { findUser, presentProfile } from '@/lib/graph/find-user'

const personOfPage = cache(async (handle: string) => findUser(await viewerOfPage(), handle))

/**
 * The person of the page that is being rendered, as the viewer may see them; read once per rendering. Without them the
 * not-found page is shown.
 */
export async function requirePersonOfPage(handle: string) {
  const person = await personOfPage(handle)
  if (!person) notFound()
  return { id: person.id, ...presentProfile(person) }
}
