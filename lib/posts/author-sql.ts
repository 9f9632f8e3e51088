/** The author of a post that a whole statement is about, as SQL: PostgreSQL reads it once. `post` is a bigint expression. */
export function authorOf(post: string): string {
  return `(SELECT "authorId" FROM "Post" WHERE id = ${post})`
}
