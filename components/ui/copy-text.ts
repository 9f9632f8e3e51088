import { toast } from './toast'

/** Copies a text to the clipboard, and says so. */
export async function copyText(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    toast(done)
  } catch {
    // The clipboard needs https and permission. Without them the text is shown, to be copied by hand.
    toast(text, { duration: 15_000 })
  }
}
