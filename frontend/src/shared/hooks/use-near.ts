import { type RefCallback, useCallback, useState } from 'react'

/** How far below the screen an element counts as near. */
const MARGIN = '50% 0px'

/**
 * A callback for an element's `ref`, and whether the element has come near the screen; once near, it stays so. If the
 * browser cannot tell, everything is near.
 */
export function useNear(): readonly [RefCallback<Element>, boolean] {
  const [near, setNear] = useState(() => !('IntersectionObserver' in globalThis))
  const watch = useCallback((element: Element | null) => {
    if (element === null || !('IntersectionObserver' in globalThis)) return undefined
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        observer.disconnect()
        setNear(true)
      },
      { rootMargin: MARGIN },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [watch, near]
}
