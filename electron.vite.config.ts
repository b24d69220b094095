import { resolve } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

/**
 * Chromium compiles a function when it is first called, which the first clip that is opened would wait for: told so, it
 * compiles the page's script in the background while that loads. [v8.dev/blog/explicit-compile-hints]
 */
function compiledAtOnce(): Plugin {
  return {
    name: 'compiled-at-once',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === 'chunk') file.code = `//# allFunctionsCalledOnLoad\n${file.code}`
    },
  }
}

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
    plugins: [vue(), compiledAtOnce()],
    build: {
      target: 'chrome108',
      outDir: at('out/renderer'),
      minify: true,
      // From the disk, in one piece.
      chunkSizeWarningLimit: 2000,
      // The page's policy (security-headers.ts) knows no data: addresses.
      assetsInlineLimit: 0,
      rollupOptions: { input: at('src-renderer/index.html') },
    },
  },
})
