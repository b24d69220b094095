import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

/**
 * Every entry of the program in one place. electron-vite knows three builds; each has one module format:
 * - main: what runs in Node 24 (ES modules): engine, explain worker, command line, browser shell.
 * - preload: what runs inside Electron itself (CommonJS, no packages): its main process and the window's preload. The
 *   target is old on purpose: Electron's own code stays plain, and the tests run it in the oldest Electron we support.
 * - renderer: the page.
 * Packages stay outside (node_modules), so a native module is loaded from where it was installed.
 */
export default defineConfig({
  main: {
    build: {
      target: 'node24',
      outDir: at('out/main'),
      rollupOptions: {
        input: {
          engine: at('src-main/shells/engine-process.ts'),
          'explain.worker': at('src-main/shells/explain-worker.ts'),
          'summary.worker': at('src-main/shells/summary-worker.ts'),
          cli: at('src-main/shells/cli/index.ts'),
          serve: at('src-main/shells/browser/main.ts'),
        },
        // A package for development, which the benchmark of the window asks for where it is installed.
        external: ['playwright'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node16',
      outDir: at('out'),
      emptyOutDir: false,
      rollupOptions: {
        input: {
          'main/electron': at('src-main/shells/electron/index.ts'),
          'preload/index': at('src-preload/index.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'main/chunks/[name]-[hash].cjs' },
      },
    },
  },
  renderer: {
    root: at('src-renderer'),
    plugins: [vue()],
    build: {
      target: 'chrome108',
      outDir: at('out/renderer'),
      // The page's policy (security-headers.ts) knows no data: addresses.
      assetsInlineLimit: 0,
      rollupOptions: { input: at('src-renderer/index.html') },
    },
  },
})
