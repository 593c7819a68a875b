import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { routesIn } from './route-files.ts'

const router = readFileSync(join(import.meta.dirname, '../../src/app/router.tsx'), 'utf8')

it('finds every lazy route of the router but the one for unknown addresses', () => {
  const lazy = router.match(/import\('\.\/routes\//g)
  expect(routesIn(router)).toHaveLength(lazy!.length - 1)
})

it.each([
  ['/train/push-up', 'src/app/routes/train-exercise.tsx', false],
  ['/history', 'src/app/routes/history.tsx', false],
  ['/history/0190a000-0000-7000-8000-000000000001', 'src/app/routes/workout.tsx', false],
  ['/login/', 'src/app/routes/login.tsx', true],
])('%s', (address, module, asks) => {
  const found = routesIn(router).filter(({ pattern }) => new RegExp(pattern).test(address))
  expect(found).toMatchObject([{ module, asks }])
})

it('reports a router that it cannot read', () => {
  expect(() => routesIn('createBrowserRouter([])')).toThrow('no lazy route')
})
