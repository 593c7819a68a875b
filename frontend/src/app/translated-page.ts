type InsertBefore = (this: Node, node: Node, next: Node | null) => Node
type RemoveChild = (this: Node, child: Node) => Node

/**
 * Browser translators, and some extensions, replace text nodes with elements of their own. React still refers to its
 * own nodes, and removing one, or inserting before one, would crash the page: facebook/react#11538. Here such an
 * operation uses the replacement of the node, or is skipped. Texts that must stay correct are in elements of their own,
 * or have translate="no".
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

/** The child of `parent` that is or contains the node; null if the node is elsewhere. */
function childHolding(parent: Node, node: Node): Node | null {
  let child: Node | null = node
  while (child !== null && child.parentNode !== parent) child = child.parentNode
  return child
}
