import eslint from '@eslint/js'
import prettier from 'eslint-config-prettier'
import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

const listenersBelongToScopes = [
  'error',
  ...['addEventListener', 'setInterval', 'setTimeout', 'requestAnimationFrame'].map(name => ({
    selector: `CallExpression[callee.name='${name}'], CallExpression[callee.property.name='${name}']`,
    message: 'Listeners, timers and frames belong to a scope: use src-renderer/composables/use-scope.ts.',
  })),
]

/** Signs, symbols and units that no language changes; all else that people read is in src-renderer/text. */
const signs = [
  ...'( ) , . & + - = * / # % ! ? : ; [ ] { } < > · • – — − | … → ← ↑ ↓ ± × › ‹ ≥ ≤ Δ ρ ’ “ ”'.split(' '),
  ...['Hz', 'kHz', 'dB', 's', 'ms', 'n', 'p', 'q', 'z', 'A', 'B', '0', '1', '.5', '100 %'],
]
/** Attributes and properties of components that are read or read out. */
const spoken = [
  ...['title', 'label', 'text', 'words', 'advice', 'hint', 'description', 'aside', 'caption', 'heading', 'placeholder'],
  ...['alt', 'value-title', 'first-title', 'count-title', 'reference-text', 'x-name', 'x-title', 'y-title'],
  ...['aria-label', 'aria-description', 'aria-placeholder', 'aria-roledescription', 'aria-valuetext'],
]

export default tseslint.config(
  { ignores: ['out/**', 'node_modules/**', '.cache/**', 'test-results/**'] },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  { files: ['**/*.vue'], languageOptions: { parserOptions: { parser: tseslint.parser } } },
  {
    files: ['**/*.ts', '**/*.vue'],
    rules: {
      'no-undef': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.vue', '*.config.ts', '*.config.js', '.dependency-cruiser.mjs'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    files: ['src-renderer/**'],
    ignores: ['src-renderer/composables/use-scope.ts'],
    rules: { 'no-restricted-syntax': listenersBelongToScopes, 'vue/no-v-html': 'error' },
  },
  {
    files: ['src-renderer/**/*.vue'],
    rules: {
      'vue/no-bare-strings-in-template': [
        'error',
        { allowlist: signs, attributes: { '/.+/': spoken }, directives: ['v-text'] },
      ],
    },
  },
  {
    files: ['**/*.mjs', '**/*.cjs', '*.config.js'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly' } },
  },
  prettier,
)
