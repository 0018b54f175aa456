import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  // Relative addresses: the window is served from a custom protocol, not from a web root.
  base: './',
  // Vitest runs in Node; without this Svelte would hand out its server half.
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  build: {
    target: 'es2021',
    cssTarget: 'safari15.4',
    // The CSP allows no data: fonts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: false,
    emptyOutDir: true,
    // The gallery carries every golden View.
    chunkSizeWarningLimit: mode === 'gallery' ? 5000 : 500,
  },
  server: { port: 5177, strictPort: true, watch: { ignored: ['**/dist/**'] } },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
}))
