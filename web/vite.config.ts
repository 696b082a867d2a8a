import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** Where `vite dev` finds a running `marquee serve`. */
const service = process.env.MARQUEE_URL ?? 'http://localhost:8710';

export default defineConfig({
  // Relative addresses: the console works wherever it is served from, also behind a prefix.
  base: './',
  plugins: [react()],
  build: {
    target: 'es2022',
    // A strict content security policy leaves no room for `data:` fonts and scripts; images are drawn anyway.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: { '/v1': { target: service }, '/health': { target: service }, '/metrics': { target: service } },
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    css: false,
  },
});
