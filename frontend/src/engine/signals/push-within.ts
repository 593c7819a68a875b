/** Adds a value at the end; past `most` the first one goes. */
export function pushWithin<Value>(most: number, values: Value[], value: Value): void {
  values.push(value)
  if (values.length > most) values.shift()
}
