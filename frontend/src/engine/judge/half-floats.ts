const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Numbers of IEEE 754 half precision, little-endian, in base64. */
export function decodeHalves(base64: string): Float64Array {
  const bytes = bytesOf(base64)
  return Float64Array.from({ length: bytes.length >> 1 }, (_, i) =>
    fromHalf((bytes[2 * i] ?? 0) | ((bytes[2 * i + 1] ?? 0) << 8)),
  )
}

/** By hand: the engine runs in pages, workers and Node alike, and knows none of their helpers. */
function bytesOf(base64: string): Uint8Array {
  const digits = base64.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor((digits.length * 6) / 8))
  let [bits, held, next] = [0, 0, 0]
  for (const digit of digits) {
    bits = ((bits << 6) | DIGITS.indexOf(digit)) & 0xffff
    held += 6
    if (held < 8) continue
    held -= 8
    bytes[next++] = (bits >> held) & 0xff
  }
  return bytes
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = (bits & 0x3ff) / 1024
  if (exponent === 0) return sign * 2 ** -14 * fraction
  return sign * 2 ** (exponent - 15) * (1 + fraction)
}
