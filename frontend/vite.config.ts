import { fileURLToPath } from 'node:url'
import { lingui } from '@lingui/vite-plugin'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { chunkFiles } from './scripts/build/chunk-files.ts'
import { english } from './scripts/build/english.ts'
import { fetchFirst, namesEachFile } from './scripts/build/fetch-first.ts'
import { precompress } from './scripts/build/precompress.ts'
import { routeFiles } from './scripts/build/route-files.ts'

const backend = process.env.BACKEND_URL ?? 'http://127.0.0.1:8000'

const serviceWorker = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/app/service-worker',
  filename: 'sw.ts',
  // public/manifest.webmanifest is the manifest, and src/app/pwa registers the worker.
  manifest: false,
  injectRegister: false,
  injectManifest: {
    rollupFormat: 'iife',
    globPatterns: ['**/*.{js,css,html,svg,png,webp,webmanifest}'],
    // Kept apart: see pose-files.ts.
    globIgnores: ['mediapipe/**', 'models/**'],
    // Their names carry a hash already.
    dontCacheBustURLsMatching: /^assets\//,
  },
})

// English stays in the code, compiled; the other languages are catalogues (docs/languages.md).
const words = [
  lingui({
    failOnMissing: true,
    failOnCompileError: true,
    macroTransform: { macro: { descriptorFields: 'message' } },
  }),
  english(),
]

// Its package hands out the build with warnings for developers, whatever one builds.
const router = {
  'react-router': fileURLToPath(
    new URL('./node_modules/react-router/dist/production/index.mjs', import.meta.url),
  ),
}

// Each file costs a round trip once six are under way, and small ones compress badly: what many pages share travels
// together. Left to itself the build makes 25 files of a training page.
const chunks = [
  { name: 'first', tags: ['$initial' as const], priority: 1 },
  {
    name: 'parts',
    test: chunkFiles({
      of: [
        'shared/ui',
        'shared/hooks',
        'shared/lib',
        'shared/words/trans',
        'app/session-gate',
        'workouts/undo',
        'workouts/store-workout',
        'workouts/outbox/changes',
        'workouts/outbox/left-edits',
      ],
      except: [
        'shared/ui/toaster',
        'shared/ui/password-input',
        'shared/lib/forms',
        'shared/lib/chart-style',
      ],
      packages: ['lucide-react', 'radix-ui', '@lingui', 'uuid'],
    }),
    minShareCount: 2,
    includeDependenciesRecursively: false,
  },
  {
    name: 'sign-in',
    test: chunkFiles({
      of: [
        'features/auth/components',
        'features/auth/api',
        'app/layout/sign-in-page',
        'app/layout/guest-workouts-notice',
        'account/form-errors',
        'account/passkeys',
        'account/password-advice',
        'shared/ui/password-input',
        'shared/lib/forms/email',
        'shared/lib/forms/password',
      ],
      packages: ['hook-?form'],
    }),
    minShareCount: 2,
    includeDependenciesRecursively: false,
  },
  {
    // A page before a set, and a plan: in ten files the small ones kept the app's own from coming.
    name: 'training',
    test: chunkFiles({
      of: [
        'features/train',
        'pose',
        'workouts/record/set-record',
        'workouts/record/finished-workout',
        'workouts/plan',
        'app/use-standing',
      ],
      except: ['features/train/lib/training-settings', 'features/train/lib/sound'],
      packages: ['zod.v4.mini.iso'],
    }),
    minShareCount: 2,
    includeDependenciesRecursively: false,
  },
  {
    // app/background.ts asks for each of them, one after the other.
    name: 'background',
    test: chunkFiles({
      of: [
        'app/last-seen',
        'features/profile/api/reminders',
        'features/profile/lib/push',
        'features/goals/api/goal-outbox',
        'api/server-watch',
      ],
      packages: ['workbox-window'],
    }),
    includeDependenciesRecursively: false,
  },
]

export default defineConfig({
  plugins: [
    fetchFirst(),
    ...words,
    react(),
    tailwindcss(),
    routeFiles(),
    serviceWorker,
    precompress(),
  ],
  resolve: { alias: { ...router, '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The Host header stays the page's own: the backend compares it with Origin before it takes the refresh cookie.
  server: { port: 5173, proxy: { '/api': { target: backend, changeOrigin: false } } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    sourcemap: false,
    modulePreload: namesEachFile,
    cssCodeSplit: false,
    rolldownOptions: {
      output: { codeSplitting: { groups: chunks } },
    },
  },
})
