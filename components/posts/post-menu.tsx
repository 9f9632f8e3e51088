'use client'

import { Ellipsis } from 'lucide-react'
import { lazy } from 'react'
import { usePerson } from '@/components/client/use-person'
import { lazyRetry } from '@/components/ui/lazy-retry'
import { MenuButton } from '@/components/ui/menu'
import type { Post } from '@/lib/shared/views'

const loadContent = lazyRetry(() => import('./post-menu-content'))
const PostMenuContent = lazy(loadContent)

/** The button with three dots on a post, and its menu. */
export function PostMenu({ post }: { post: Post }) {
  const { name } = usePerson(post.author)
  const face = { label: `More about the post by ${name}`, button: <Ellipsis /> }
  return (
    <div className="-my-1.5 -mr-2">
      <MenuButton {...face} load={loadContent}>
        <PostMenuContent {...face} post={post} />
      </MenuButton>
    </div>
  )
}
