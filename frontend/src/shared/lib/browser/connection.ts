/** Whether data is expensive, so that large files should not be preloaded. */
export function isDataDear(): boolean {
  const { connection } = navigator as Navigator & {
    readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string } | null
  }
  return connection?.saveData === true || connection?.effectiveType?.includes('2g') === true
}
