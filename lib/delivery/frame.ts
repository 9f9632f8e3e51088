/** The text of one server-sent event. JSON has no line feeds of its own, so one data line holds it. */
export function frame(event: string, data: object, id?: string): string {
  const head = id === undefined ? '' : `id: ${id}\n`
  return `${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}
