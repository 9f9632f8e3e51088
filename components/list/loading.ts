/** How the loading of a page goes. */
export type Loading = 'idle' | 'loading' | 'failed'
