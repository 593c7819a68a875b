import { mergeConfig } from 'vite'
import { defineConfig } from 'vitest/config'
import viteConfig from './vite.config.ts'

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
            include: [
              'src/{engine,pose}/**/*.test.ts',
              'src/**/*.node.test.ts',
              'scripts/**/*.test.ts',
            ],
          },
        },
        {
          extends: true,
          test: {
            name: 'screens',
            environment: 'jsdom',
            include: ['src/{account,api,app,features,shared,workouts}/**/*.test.{ts,tsx}'],
            exclude: ['src/**/*.node.test.ts'],
            setupFiles: ['./src/shared/testing/setup.ts'],
          },
        },
      ],
    },
  }),
)
