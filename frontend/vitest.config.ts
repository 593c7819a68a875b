import { globSync, readFileSync } from 'node:fs'
import { mergeConfig } from 'vite'
import { defineConfig } from 'vitest/config'
import viteConfig from './vite.config.ts'

// A file that puts modules in place of others has a world of its own. The others share one: to load the same code for
// each file anew would take most of the time. Those that load modules anew share another.
const calls = (name: string): string[] =>
  globSync('src/**/*.test.{ts,tsx}').filter((file) =>
    readFileSync(file, 'utf8').includes(`vi.${name}(`),
  )
const apart = calls('mock')
const anew = calls('resetModules').filter((file) => !apart.includes(file))
const screens = { environment: 'jsdom' as const, setupFiles: ['./src/shared/testing/setup.ts'] }

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      restoreMocks: true,
      // By default it would leave one of two cores idle.
      maxWorkers: '100%',
      // Whoever takes longer hangs; on a busy machine a test that replays a set may well take the default's 5 s.
      testTimeout: 60_000,
      provide: { proves: process.env.PROVE === '1' },
      projects: [
        {
          extends: true,
          test: {
            name: 'engine',
            environment: 'node',
            isolate: false,
            // Node runs it as it is, as in `make count`: through Vite's imports the same counting takes twice as long.
            experimental: { viteModuleRunner: false },
            include: ['src/engine/**/*.test.ts'],
            exclude: [...apart, ...anew],
          },
        },
        {
          extends: true,
          test: {
            name: 'node',
            environment: 'node',
            isolate: false,
            include: ['src/pose/**/*.test.ts', 'src/**/*.node.test.ts', 'scripts/**/*.test.ts'],
            exclude: ['src/engine/**', ...apart, ...anew],
          },
        },
        {
          extends: true,
          test: {
            ...screens,
            name: 'screens',
            isolate: false,
            include: ['src/{account,api,app,features,shared,workouts}/**/*.test.{ts,tsx}'],
            exclude: ['src/**/*.node.test.ts', ...apart, ...anew],
          },
        },
        { extends: true, test: { ...screens, name: 'anew', isolate: false, include: anew } },
        { extends: true, test: { ...screens, name: 'apart', include: apart } },
      ],
    },
  }),
)
