/** The number at `index`; NaN beyond the end, which an index of the engine never is. */
export function at(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN
}
