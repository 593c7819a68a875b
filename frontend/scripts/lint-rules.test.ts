import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const eslint = new ESLint()

async function faults(filePath: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath })
  return results.flatMap(({ messages }) => messages.map(({ message }) => message))
}

describe('the rules for a folder', () => {
  it.each(['src/features/train/plan/plan-words.ts', 'src/features/train/components/live/bar.tsx'])(
    'ask for a translation of a text of one small word in %s',
    async (file) => {
      expect(await faults(file, "export const choice = { label: 'today' }\n")).toEqual([
        expect.stringContaining('goes through `t`'),
      ])
    },
  )

  it.each(['src/features/train/components/line.ts', 'src/features/train/components/live/line.ts'])(
    'keep what draws nothing out of components: %s',
    async (file) => {
      expect(await faults(file, 'export const ONE = 1\n')).toEqual([
        expect.stringContaining('goes to lib/'),
      ])
    },
  )

  it.each(['src/pose/loading.ts', 'src/features/train/plan/plan-words.ts'])(
    'ask for a function around an import whose failure is handled in %s',
    async (file) => {
      expect(
        await faults(file, "export const later = () => import('./b').catch(() => null)\n"),
      ).toEqual([expect.stringContaining('import in a function')])
    },
  )
})
