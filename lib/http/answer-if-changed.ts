/** Answers with JSON and an ETag, or with 304 and no body when the client has the answer with this tag already. */
export function answerIfChanged(request: Request, answer: object, etag: string): Response {
  const headers = { etag, 'cache-control': 'private, no-cache' }
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  return Response.json(answer, { headers })
}
