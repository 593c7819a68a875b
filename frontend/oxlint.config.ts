import { defineConfig } from 'oxlint'
import tseslint from 'typescript-eslint'

// typescript-eslint's own lists, under the names that Oxlint has for their rules.
const typescript = Object.fromEntries(
  [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked]
    .flatMap(({ rules }) => Object.entries(rules ?? {}))
    .filter(([, setting]) => setting !== 'off')
    .map(([name, setting]) => [name.replace('@typescript-eslint/', 'typescript/'), setting]),
)

// Those of React's hooks, and what React's compiler refuses.
const hooks = {
  'react/error-boundaries': 'error',
  'react/exhaustive-deps': 'error',
  'react/globals': 'error',
  'react/immutability': 'error',
  'react/incompatible-library': 'error',
  'react/preserve-manual-memoization': 'error',
  'react/purity': 'error',
  'react/refs': 'error',
  'react/rules-of-hooks': 'error',
  'react/set-state-in-effect': 'error',
  'react/set-state-in-render': 'error',
  'react/static-components': 'error',
  'react/unsupported-syntax': 'error',
  'react/use-memo': 'error',
} as const

// In markup `{count && ...}` shows 0; an empty text, or nothing at all, shows nothing.
const noNumberAsCondition = {
  allowNumber: false,
  allowNullableNumber: false,
  allowString: true,
  allowNullableString: true,
  allowNullableBoolean: true,
  allowNullableEnum: true,
}

// The rules that ESLint has alone are in eslint.config.js.
export default defineConfig({
  plugins: ['typescript', 'react'],
  categories: { correctness: 'off' },
  options: {
    typeAware: true,
    denyWarnings: true,
    reportUnusedDisableDirectives: 'error',
    respectEslintDisableDirectives: false,
  },
  ignorePatterns: ['dist', 'coverage', 'public', 'src/api/schema.d.ts'],
  rules: {
    ...typescript,
    'typescript/consistent-type-imports': 'error',
    'typescript/explicit-module-boundary-types': 'error',
    'typescript/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
  },
  overrides: [
    {
      files: ['src/**/*.tsx'],
      rules: { ...hooks, 'typescript/strict-boolean-expressions': ['error', noNumberAsCondition] },
    },
    {
      files: ['**/*.test.{ts,tsx}', 'e2e/**', 'scripts/**'],
      rules: { 'typescript/no-non-null-assertion': 'off' },
    },
  ],
})
