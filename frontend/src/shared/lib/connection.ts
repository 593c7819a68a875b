/** Whether some MB that nobody asked for yet would be an imposition: they then come when they are needed. */
export function isDataDear(): boolean {
  const { connection } = navigator as Navigator & {
    readonly connection?: { readonly saveData?: boolean; readonly effectiveType?: string } | null
  }
  return connection?.saveData === true || connection?.effectiveType?.includes('2g') === true
}
