import type { Page } from '@playwright/test'

/** Words of labels (navigation, buttons, tabs, titles, fields) that are cut off, hidden, or outside of the window. */
export function cutLabels(page: Page, width: number): Promise<string[]> {
  return page.evaluate((widthOfWindow) => {
    const labels = 'nav a, nav button, button, h1, h2, h3, label, legend, [role^=menuitem], dialog a'
    // Names of people and places, and what people write, may end with an ellipsis.
    const written = 'bdi, [dir], article p, li p'
    const found: string[] = []
    for (const label of document.querySelectorAll(labels)) {
      if (!label.checkVisibility({ visibilityProperty: true }) || label.clientWidth === 1) continue
      for (const node of textsIn(label)) {
        const holder = node.parentElement
        if (!holder || holder.closest(written) || holder.closest('.sr-only, [hidden]')) continue
        const range = document.createRange()
        range.selectNodeContents(node)
        for (const { left, right, width, height } of range.getClientRects()) {
          const clip = clipOf(holder)
          if (width < 1 || height < 1) continue
          if (left < clip.left - 1 || right > clip.right + 1) found.push(`${node.textContent?.trim()}`)
        }
        if (range.getBoundingClientRect().width <= 1) found.push(`hidden: ${node.textContent?.trim()}`)
      }
    }
    return [...new Set(found)]

    function textsIn(root: Element): Text[] {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walker.nextNode()) if (walker.currentNode.textContent?.trim()) texts.push(walker.currentNode as Text)
      return texts
    }

    function clipOf(element: Element): { left: number; right: number } {
      let clip = { left: 0, right: widthOfWindow }
      for (let at: Element | null = element; at; at = at.parentElement) {
        if (getComputedStyle(at).overflowX === 'visible') continue
        const { left, right } = at.getBoundingClientRect()
        clip = { left: Math.max(clip.left, left), right: Math.min(clip.right, right) }
      }
      return clip
    }
  }, width)
}

/** Pairs of texts that lie over each other, within one part of the page (`main`, the navigation, a dialog). */
export function overlappingTexts(page: Page, part: string): Promise<string[]> {
  return page.evaluate((selector) => {
    type Box = { root: Element; node: Node; text: string; left: number; right: number; top: number; bottom: number }
    const boxes: Box[] = []
    for (const root of document.querySelectorAll(selector)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) {
        const { currentNode: node } = walker
        const holder = node.parentElement
        if (holder?.closest('dialog, [role=menu]') !== root.closest('dialog, [role=menu]')) continue
        if (!node.textContent?.trim() || !holder?.checkVisibility({ visibilityProperty: true })) continue
        const range = document.createRange()
        range.selectNodeContents(node)
        for (const rect of range.getClientRects()) {
          const box = clipped(rect, holder)
          if (box.right - box.left > 3 && box.bottom - box.top > 3) {
            boxes.push({ ...box, root, node, text: node.textContent.trim().slice(0, 20) })
          }
        }
      }
    }
    return boxes.flatMap((one, at) =>
      boxes
        .slice(at + 1)
        .filter((other) => one.root === other.root && one.node !== other.node && lieOver(one, other))
        .map((other) => `${one.text} / ${other.text}`),
    )

    function lieOver(one: Box, other: Box): boolean {
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
      const down = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top)
      // The boxes of lines are taller than their letters.
      return across > 2 && down > 0.4 * Math.min(one.bottom - one.top, other.bottom - other.top)
    }

    function clipped({ left, right, top, bottom }: DOMRect, holder: Element) {
      const box = { left, right, top, bottom }
      for (let at: Element | null = holder; at; at = at.parentElement) {
        if (getComputedStyle(at).overflow === 'visible') continue
        const outer = at.getBoundingClientRect()
        box.left = Math.max(box.left, outer.left)
        box.right = Math.min(box.right, outer.right)
        box.top = Math.max(box.top, outer.top)
        box.bottom = Math.min(box.bottom, outer.bottom)
      }
      return box
    }
  }, part)
}

/** Letters of 200 %, as somebody sets them who sees badly. It runs in the page. */
export function enlargeText(): void {
  document.documentElement.style.setProperty('font-size', '200%')
}
