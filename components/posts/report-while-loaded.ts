import { reportShownPost } from '@/components/live/report-shown-post'

/**
 * Reports the post as shown while its card is in the list, also outside the window: it may be forbidden before it comes into
 * view. A report has room for so many posts (LIMITS.view), and the last ones count: a card that comes into view is among them.
 */
export function reportWhileLoaded(card: Element, postId: string): () => void {
  let leave = reportShownPost(postId)
  const observer = new IntersectionObserver(([entry]) => {
    if (!entry?.isIntersecting) return
    const before = leave
    leave = reportShownPost(postId)
    before()
  })
  observer.observe(card)
  return () => {
    observer.disconnect()
    leave()
  }
}
