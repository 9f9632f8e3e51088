import { BEGIN } from './people'

/** In a frame of the bell, before the number of the post that so many people like. */
export const likedPost = (actors: number) => `"actorCount":${actors},"post":{"id":"${BEGIN.post}`

/** In a frame of the bell, before the number of the author who posted something. */
export const NEW_POST_BY = `"type":"new_post","actors":[{"id":"${BEGIN.author}`
