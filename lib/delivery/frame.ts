/** The text of one server-sent event. JSON contains no line feeds, so the data fits on one line. */
export function frame(event: string, data: object, id?: string): string {
  const head = id === undefined ? '' : `id: ${id}\n`
  return `${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
