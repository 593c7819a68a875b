import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { precompress } from './scripts/precompress.ts'
import { routeFiles } from './scripts/route-files.ts'

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

export default defineConfig({
  plugins: [react(), tailwindcss(), routeFiles(), serviceWorker, precompress()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The Host header stays the page's own: the backend compares it with Origin before it takes the refresh cookie.
  server: { port: 5173, proxy: { '/api': { target: backend, changeOrigin: false } } },
  worker: { format: 'es' },
  build: { target: 'es2022', sourcemap: false },
})
