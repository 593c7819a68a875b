/** A signal at one moment. */
export interface SignalSample {
  readonly value: number
  readonly timestampMs: number
}
