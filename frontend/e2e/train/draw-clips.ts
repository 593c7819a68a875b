import { DRAWN } from './clips.ts'

// All that a run of the tests wants drawn. A test that finds its clip missing draws it itself.
for (const draw of DRAWN) draw()
