import { readText } from './body'

/** The fields of a form that a browser has sent without a script. Refuses more than 128 KB (413). */
export async function readForm(request: Request): Promise<Record<string, string>> {
  return Object.fromEntries(new URLSearchParams(await readText(request)))
}
