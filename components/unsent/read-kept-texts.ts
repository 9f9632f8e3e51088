import { readDrafts } from './stored-drafts'
import { readUnsent } from './stored-unsent'

export type KeptText = { key: string; name: string; text: string }

/** Every text of a person that this browser keeps and the server does not have, the newest first. */
export async function readKeptTexts(viewerId: string): Promise<KeptText[]> {
  const [drafts, unsent] = await Promise.all([readDrafts(`draft/${viewerId}/`), readUnsent(viewerId)])
  return [
    ...drafts.map(({ key, value }) => ({ key, name: nameOf(key.split('/')[2]), text: textOf(value) })),
    ...unsent.map(({ key, text, postId }) => ({ key, name: nameOf(postId === undefined ? 'post' : 'comment'), text })),
  ].filter(({ text }) => text !== '')
}

function nameOf(field: string | undefined): string {
  return { comment: 'Your comment', edit: 'Your edit' }[field ?? ''] ?? 'Your post'
}

/** A field of one text keeps the text itself. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value && 'text' in value ? String(value.text) : ''
}
