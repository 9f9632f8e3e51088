// Next.js looks for this file: what it exports is called by the router.
export { onRouterTransitionStart } from '@/components/client/page-change'
