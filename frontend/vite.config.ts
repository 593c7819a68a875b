import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const backend = process.env.BACKEND_URL ?? 'http://127.0.0.1:8000'

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  // The Host header stays the page's own: the backend compares it with Origin before it takes the refresh cookie.
  server: { port: 5173, proxy: { '/api': { target: backend, changeOrigin: false } } },
  worker: { format: 'es' },
  build: { target: 'es2022', sourcemap: false },
})
