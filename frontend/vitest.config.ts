import { globSync, readFileSync } from 'node:fs'
import { mergeConfig } from 'vite'
import { defineConfig } from 'vitest/config'
import viteConfig from './vite.config.ts'

// Test files share one world: to load the same code for each anew would take most of the time. Those that load modules
// anew share another.
const anew = globSync('src/**/*.test.{ts,tsx}').filter((file) =>
  readFileSync(file, 'utf8').includes('vi.resetModules('),
)
const screens = { environment: 'jsdom' as const, setupFiles: ['./src/shared/testing/setup.ts'] }

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: {
      restoreMocks: true,
      // What a test has rendered is taken away before what its file stubbed: a page that lost its camera's stub would
      // go on listening in the next file.
      sequence: { hooks: 'list' },
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
            exclude: anew,
          },
        },
        {
          extends: true,
          test: {
            name: 'node',
            environment: 'node',
            isolate: false,
            include: ['src/pose/**/*.test.ts', 'src/**/*.node.test.ts', 'scripts/**/*.test.ts'],
            exclude: ['src/engine/**', ...anew],
          },
        },
        {
          extends: true,
          test: {
            ...screens,
            name: 'screens',
            isolate: false,
            include: ['src/{account,api,app,features,shared,workouts}/**/*.test.{ts,tsx}'],
            exclude: ['src/**/*.node.test.ts', ...anew],
          },
        },
        { extends: true, test: { ...screens, name: 'anew', isolate: false, include: anew } },
      ],
    },
  }),
)
