import eslintReact from '@eslint-react/eslint-plugin'
import { defineConfig } from 'eslint/config'
import prettier from 'eslint-config-prettier'
import importX from 'eslint-plugin-import-x'
import jsxA11y from 'eslint-plugin-jsx-a11y-x'
import lingui from 'eslint-plugin-lingui'
import globals from 'globals'
import tseslint from 'typescript-eslint'

// The rule of words below takes one small word for a name, not for a text.
const smallWord = {
  selector:
    "Property[key.name=/^(label|beforeLabel|title|caption|lead)$/] > Literal[value=/^[a-z]+$/][value!='kcal']",
  message: 'Whatever people read goes through `t`.',
}

// The build hands the whole chain to `importFetched`, which begins it only once the files are there.
const failedImport = {
  selector:
    "CallExpression[callee.object.type='ImportExpression']:matches([callee.property.name='catch'], [callee.property.name='then'][arguments.1])",
  message:
    'Never called where a file cannot be fetched: import in a function, and handle its failure.',
}

const timeAndChance = {
  selector:
    "MemberExpression[object.name='Date'][property.name='now'], MemberExpression[object.name='performance'][property.name='now'], NewExpression[callee.name='Date'], MemberExpression[object.name='Math'][property.name='random']",
  message: 'Time and chance come in through arguments.',
}

// What cannot be a text, by how it looks, by where it stands, and by what it is handed to.
const notForPeople = {
  ignore: [
    // One word without a capital; nothing but capitals and signs; classes and selectors; drawings of icons.
    '^(?![A-Z])\\S*$',
    '^[^a-z]*$',
    '^(?=.*[-:,\\d\\[(])[^A-Z]*$',
    '^M[\\d. ]',
    '^[(/#.@\\[<]',
    '^(Exercise Buddy|Strong|Hevy|FitNotes|Edg/|Edge|OPR/|Opera|Firefox/?|Chrome/?|Safari/?)$',
    '^(iPhone|iPad|Android|Windows|Mac( OS)?|CrOS|Chromebook|Linux|Enter|BroadcastChannel)$',
    '^\\w+(Error|Cancelled)$',
    'var\\(--',
  ],
  ignoreNames: [
    'className',
    'style',
    'styleName',
    'src',
    'type',
    'id',
    'key',
    'path',
    'viewBox',
    'transform',
    'autoComplete',
    { regex: { pattern: '^data-' } },
    { regex: { pattern: '(ClassName|Key)$' } },
  ],
  ignoreFunctions: [
    'cn',
    'Error',
    '[A-Z]*Error',
    '*.addEventListener',
    '*.removeEventListener',
    '*.dispatchEvent',
    '*.querySelector',
    '*.closest',
    'Intl.*',
  ],
}

// Whatever Oxlint can judge is in oxlint.config.ts: it sees types, and is ten times as fast.
export default defineConfig(
  {
    ignores: [
      'dist',
      'coverage',
      'public',
      'src/api/schema.d.ts',
      'playwright-report',
      'test-results',
    ],
  },
  {
    files: ['**/*.{ts,tsx,js,cjs}'],
    languageOptions: { parser: tseslint.parser, globals: globals.browser },
    plugins: { 'import-x': importX },
    rules: {
      // What a module does not export, or is not there, the compiler finds.
      'import-x/no-default-export': 'error',
      'import-x/no-duplicates': 'error',
      'import-x/order': ['error', { alphabetize: { order: 'asc' }, 'newlines-between': 'never' }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 50, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/shared/lib/zod.ts', 'src/engine/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        ...['zod', 'zod/mini'].map((name) => ({
          name,
          message: 'Import z from @/shared/lib/zod: small, and set up for our security policy.',
        })),
      ],
    },
  },
  {
    files: ['src/**/*.tsx'],
    extends: [eslintReact.configs['strict-typescript'], jsxA11y.configs.strict],
    // A component's markup is read top to bottom; its logic lives in hooks, which keep the limit of 50.
    rules: {
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      // A calendar: a table whose cells are chosen, as the authoring practices of ARIA have it.
      'jsx-a11y-x/no-noninteractive-element-to-interactive-role': ['error', { table: ['grid'] }],
    },
  },
  {
    // Whatever people read goes through `t`, `plural` or `<Trans>` (docs/languages.md).
    files: ['src/**/*.{ts,tsx}'],
    ignores: [
      'src/{engine,pose,api}/**',
      'src/app/service-worker/**',
      'src/shared/words/language.ts',
      '**/*.test.{ts,tsx}',
      '**/testing/**',
      'src/**/*.d.ts',
    ],
    extends: [lingui.configs['flat/recommended']],
    rules: {
      'lingui/no-unlocalized-strings': ['error', notForPeople],
      // The catalogues say beside each {0} what it stands for.
      'lingui/no-expression-in-message': 'off',
      'no-restricted-syntax': ['error', smallWord, failedImport],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', failedImport] },
  },
  {
    files: ['src/features/*/components/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'Program',
          message: 'A folder of components: what draws nothing goes to lib/.',
        },
      ],
    },
  },
  {
    files: ['src/engine/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: {
      'no-restricted-syntax': ['error', timeAndChance],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { regex: '^(?!\\./|\\.\\./)', message: 'The engine imports only its own files.' },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'e2e/**', 'scripts/**'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    files: ['scripts/**', 'e2e/**'],
    languageOptions: { globals: globals.node },
    rules: { 'no-console': 'off' },
  },
  {
    files: ['*.config.{ts,js}', 'eslint.config.js', '.dependency-cruiser.cjs'],
    rules: { 'import-x/no-default-export': 'off' },
  },
  {
    files: ['**/*.js', '**/*.cjs'],
    languageOptions: { globals: globals.node },
  },
  prettier,
)
