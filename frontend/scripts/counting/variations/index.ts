/** The variations of a recording that its count has to survive. */
import { onBusyMachine } from '../../../src/engine/testing/busy-machine.ts'
import type { ExerciseType } from '../../../src/engine/types.ts'
import type { Frames, Random } from './frames.ts'
import * as picture from './picture.ts'
import * as time from './time.ts'

export interface Variation {
  readonly name: string
  readonly change: (frames: Frames, random: Random) => Frames
  /** The only exercise that this leaves what it is; null where it does so with all. */
  readonly only: ExerciseType | null
}

function of(
  name: string,
  change: Variation['change'],
  only: ExerciseType | null = null,
): Variation {
  return { name, change, only }
}

export const VARIATIONS: readonly Variation[] = [
  of('as recorded', (f) => f),
  of('mirrored', picture.mirrored),
  of('camera turned by 20 degrees', (f) => picture.filmedFrom(f, 20, 0)),
  of('camera turned by -20 degrees', (f) => picture.filmedFrom(f, -20, 0)),
  of('camera turned by 40 degrees', (f) => picture.filmedFrom(f, 40, 0)),
  of('camera turned by -40 degrees', (f) => picture.filmedFrom(f, -40, 0)),
  of('camera looks 15 degrees more up', (f) => picture.filmedFrom(f, 0, 15)),
  of('camera looks 15 degrees more down', (f) => picture.filmedFrom(f, 0, -15)),
  of('camera rolled by 12 degrees', (f) => picture.filmedFrom(f, 0, 0, 12)),
  of('noise of 1 cm', (f, r) => picture.noisy(f, r, 0.01)),
  of('noise of 2 cm', (f, r) => picture.noisy(f, r, 0.02)),
  of('left and right exchanged 10 % of the time', (f, r) => picture.sidesExchanged(f, r, 0.1)),
  of('left arm hidden', (f, r) => picture.hidden(f, r, picture.ARM.left)),
  of('right arm hidden', (f, r) => picture.hidden(f, r, picture.ARM.right)),
  of('head hidden', (f, r) => picture.hidden(f, r, picture.HEAD)),
  of('feet hidden', (f, r) => picture.hidden(f, r, picture.FEET)),
  of('legs hidden', (f, r) => picture.hidden(f, r, picture.LEGS)),
  of('portrait 9:16 around the body', (f, r) => picture.cropped(f, r, 9 / 16)),
  of('square around the body', (f, r) => picture.cropped(f, r, 1)),
  of('camera shaken by 0.5 % of the height', (f, r) => picture.shaken(f, r, 0.005)),
  of('camera shaken by 1 % of the height', (f, r) => picture.shaken(f, r, 0.01)),
  of('cut to a closer shot in the middle', (f) => picture.cutCloser(f, 1.8)),
  of('someone else for 0.2 s', (f) => picture.someoneElse(f, 200)),
  of('someone else for 0.6 s', (f) => picture.someoneElse(f, 600)),
  of('60 frames a second', (f) => time.resampled(f, 60)),
  of('20 frames a second', (f) => time.resampled(f, 20)),
  of('15 frames a second', (f) => time.resampled(f, 15)),
  of('10 frames a second', (f) => time.resampled(f, 10)),
  of('a fifth of the frames lost', (f, r) => time.dropped(f, r, 0.2)),
  of('gaps of 300 ms', (f, r) => time.withGaps(f, r, 3000, 300)),
  of('nobody found for 300 ms', (f, r) => time.withAbsences(f, r, 3000, 300)),
  of('busy machine: 18 frames a second and stalls', (f, r) =>
    onBusyMachine(f, { stepMs: 55, stallShare: 0.04, stallMs: 250 }, r),
  ),
  of('very busy machine: 14 frames a second and stalls', (f, r) =>
    onBusyMachine(f, { stepMs: 70, stallShare: 0.05, stallMs: 300 }, r),
  ),
  of('times off by 12 ms', (f, r) => time.jittered(f, r, 12)),
  of('0.67 times as fast', (f) => time.faster(f, 0.67)),
  of('0.8 times as fast', (f) => time.faster(f, 0.8)),
  of('1.25 times as fast', (f) => time.faster(f, 1.25)),
  of('1.5 times as fast', (f) => time.faster(f, 1.5)),
  of('bounce of 0.6 of its height', (f) => picture.flattened(f, 0.6), 'jump-rope'),
  of('bounce of 0.4 of its height', (f) => picture.flattened(f, 0.4), 'jump-rope'),
]
