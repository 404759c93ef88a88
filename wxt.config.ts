import { fileURLToPath } from 'node:url'
import { defineConfig } from 'wxt'

/** Hosts a default install may talk to. Fixed before the first release: adding one later disables the extension. */
const DIGEST_HOST = 'https://huggingface.co/*'

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url))

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  // A raw U+FFFF or U+FFFD in a bundle makes Chromium refuse the whole extension.
  experimental: { escapeUnicode: true },
  vite: () => ({
    build: {
      sourcemap: false,
      // Pure rooms: what a content script does not use of them is left out, whatever it computes on being loaded.
      rolldownOptions: {
        treeshake: { moduleSideEffects: [{ test: /\/lib\/(?:papers|sites)\//, sideEffects: false }] },
      },
    },
    // The framework's own context tells every page that the extension is there.
    resolve: {
      alias: {
        'wxt/utils/content-script-context': pathOf('entrypoints/annotate.content/context.ts'),
        'preact/jsx-runtime': pathOf('components/jsx.ts'),
      },
    },
  }),
  manifest: ({ browser }) => ({
    name: 'Gloss',
    description:
      'The daily-papers digest in the margin of every paper you read. Looking at a page sends nothing anywhere.',
    permissions: [
      'storage',
      'unlimitedStorage',
      'alarms',
      'activeTab',
      'scripting',
      'contextMenus',
      ...(browser === 'firefox' ? [] : ['sidePanel']),
    ],
    optional_permissions: ['notifications'],
    host_permissions: [DIGEST_HOST],
    optional_host_permissions: ['https://*/*', 'http://127.0.0.1/*'],
    icons: { 16: 'icon/16.png', 32: 'icon/32.png', 48: 'icon/48.png', 128: 'icon/128.png' },
    action: { default_title: 'Gloss: search the digest' },
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+G' }, description: 'Search the digest' },
      'save-paper': { suggested_key: { default: 'Alt+Shift+G' }, description: 'Save the paper of this tab' },
      'open-library': { description: 'Open the reading list' },
    },
    omnibox: { keyword: 'gl' },
    content_security_policy: { extension_pages: "script-src 'self'; object-src 'none'" },
    ...(browser === 'firefox' && {
      browser_specific_settings: {
        gecko: {
          id: 'gloss@gloss-papers.example',
          strict_min_version: '128.0',
          data_collection_permissions: { required: ['none'] },
        },
      },
    }),
  }),
})
