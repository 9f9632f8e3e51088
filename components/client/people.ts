import type { User } from '@/lib/shared/views'
import { createStore } from './store'

/** How a person is shown now; without `user`, nothing of them is shown any more. */
export type KnownPerson = { version: string; user?: User }

export type People = ReadonlyMap<string, KnownPerson>

/**
 * The people who have changed since this page was opened, by id. It replaces what posts, comments, rows and lists say of them,
 * so that a person has one name on the whole screen.
 */
export const people = createStore<People>(new Map())
