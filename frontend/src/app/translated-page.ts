type InsertBefore = (this: Node, node: Node, next: Node | null) => Node
type RemoveChild = (this: Node, child: Node) => Node

/**
 * Translators of browsers, and some extensions, put their own elements in place of texts. React still holds the nodes it
 * made, and a page of which one is removed, or has something put before it, would be gone: facebook/react#11538. Here
 * such a step finds what stands in the node's place, or is left out. What must stay right besides has its text in an
 * element of its own, or says translate="no".
 */
export function surviveTranslators(): void {
  const insertBefore = Reflect.get(Node.prototype, 'insertBefore') as InsertBefore
  const removeChild = Reflect.get(Node.prototype, 'removeChild') as RemoveChild

  Node.prototype.insertBefore = function <Child extends Node>(
    this: Node,
    node: Child,
    next: Node | null,
  ): Child {
    insertBefore.call(this, node, next === null ? null : childHolding(this, next))
    return node
  }

  Node.prototype.removeChild = function <Child extends Node>(this: Node, child: Child): Child {
    const there = childHolding(this, child)
    if (there !== null) removeChild.call(this, there)
    return child
  }
}

/** The child of `parent` that is the node or holds it; null where the node is elsewhere. */
function childHolding(parent: Node, node: Node): Node | null {
  let child: Node | null = node
  while (child !== null && child.parentNode !== parent) child = child.parentNode
  return child
}
