import { BEGIN } from './people'

/** The text in a bell frame before the number of the post that this many users like. */
export const likedPost = (actors: number) => `"actorCount":${actors},"post":{"id":"${BEGIN.post}`

/** The text in a bell frame before the number of the author of a new post. */
export const NEW_POST_BY = `"type":"new_post","actors":[{"id":"${BEGIN.author}`
