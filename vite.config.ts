// One build of the desktop app, four environments: the renderer, Electron's main process, its preload, and the command
// line. `npm run build` writes dist/app/{renderer,main,preload} and dist/cli. No nonce is set here: whoever serves the renderer adds one per answer.
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = import.meta.dirname;
const out = (name: string) => join(here, 'dist/app', name);

/** What Node or Electron brings, and what is native: all the rest is bundled, so that the package needs no other node_modules. */
const notBundled = [
  /^electron($|\/)/,
  /^node:/,
  new RegExp(`^(${builtinModules.join('|')})$`),
  /\.node$/,
  'cpu-features',
  'node-notifier',
  '@napi-rs/keyring',
  'koffi',
];

/** Bundled CommonJS (ssh2) reads these two, which an ES module does not have. */
const commonJsNames = [
  "import { dirname as __pathDirname } from 'node:path';",
  "import { fileURLToPath as __urlToPath } from 'node:url';",
  'const __filename = __urlToPath(import.meta.url);',
  'const __dirname = __pathDirname(__filename);',
].join('\n');

export default defineConfig({
  root: join(here, 'renderer'),
  base: './',
  plugins: [react()],
  build: {
    outDir: out('renderer'),
    emptyOutDir: true,
    // The CSP allows fonts and styles of our own origin only: nothing is inlined as data:, no preload polyfill in the page.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600, // the editor's, in kB
    // Of all that is bundled, beside it.
    license: { fileName: 'licenses.md' },
    rolldownOptions: {
      output: {
        // The editor's packages stay together, apart from the rest: whoever only looks at files never loads them.
        codeSplitting: { groups: [{ name: 'editor', test: /node_modules[\\/]@(codemirror|lezer)[\\/]/ }] },
      },
    },
  },
  environments: {
    main: {
      consumer: 'server',
      resolve: { conditions: ['node'], noExternal: true, external: [] },
      build: {
        outDir: out('main'),
        ssr: true,
        target: 'node24',
        minify: false,
        chunkSizeWarningLimit: Infinity,
        sourcemap: true,
        rolldownOptions: {
          input: { main: join(here, 'electron/main.ts') },
          external: notBundled,
          output: {
            format: 'es',
            entryFileNames: '[name].mjs',
            chunkFileNames: 'chunks/[name]-[hash].mjs',
            banner: commonJsNames,
          },
        },
      },
    },
    // The command line as one program, for the container and for tests that start it hundreds of times: from its sources a
    // start costs twice as much. As deep as those, which find files by `../..`.
    cli: {
      consumer: 'server',
      resolve: { conditions: ['node'], noExternal: true, external: [] },
      build: {
        outDir: join(here, 'dist/cli'),
        ssr: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: { wherry: join(here, 'electron/wherry.mjs') },
          external: [...notBundled, 'vite'],
          output: {
            format: 'es',
            entryFileNames: '[name].mjs',
            chunkFileNames: '[name]-[hash].mjs',
            banner: commonJsNames,
          },
        },
      },
    },
    preload: {
      consumer: 'server',
      resolve: { noExternal: true, external: [] },
      build: {
        outDir: out('preload'),
        ssr: true,
        target: 'chrome150',
        minify: false,
        license: false,
        rolldownOptions: {
          input: { preload: join(here, 'electron/preload.ts') },
          // A sandboxed preload can require nothing else: an import of anything more is bundled or fails here.
          external: [/^electron($|\/)/],
          output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
        },
      },
    },
  },
  builder: {
    buildApp: async (builder) => {
      await Promise.all(Object.values(builder.environments).map((environment) => builder.build(environment)));
    },
  },
});
