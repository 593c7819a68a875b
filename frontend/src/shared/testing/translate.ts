/**
 * Does to the page what browser translators do: replaces each text node, now and later, by a <font> with another text.
 * Self-contained, because browser tests pass it to the page. Returns a function that stops it.
 */
export function translatePage(): () => void {
  const swap = (text: Text): void => {
    const parent = text.parentElement
    const kept = parent?.closest('[translate="no"], script, style, textarea, font, title')
    if (parent === null || kept !== null || text.data.trim() === '') return
    const font = document.createElementNS('http://www.w3.org/1999/xhtml', 'font')
    font.append(text.data)
    text.replaceWith(font)
  }
  const translate = (root: Node): void => {
    if (root instanceof Text) swap(root)
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    const texts: Text[] = []
    while (walker.nextNode() !== null) texts.push(walker.currentNode as Text)
    for (const text of texts) swap(text)
  }
  const observer = new MutationObserver((changes) => {
    for (const { target, addedNodes } of changes) {
      if (target instanceof Text) swap(target)
      for (const node of Array.from(addedNodes)) if (node.isConnected) translate(node)
    }
  })
  translate(document.body)
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  return () => observer.disconnect()
}
