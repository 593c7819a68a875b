import eslintReact from '@eslint-react/eslint-plugin'
import jsxA11y from 'eslint-plugin-jsx-a11y-x'
import lingui from 'eslint-plugin-lingui'
import { defineConfig } from 'eslint/config'
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

// A file that does this needs the app loaded anew, half of the time that its tests take.
const moduleMock = {
  selector: "CallExpression[callee.object.name='vi'][callee.property.name=/^(do)?[mM]ock$/]",
  message: 'Tests share one environment: spy on the module with vi.spyOn.',
}

const privateModifier = {
  selector:
    ":matches(PropertyDefinition, MethodDefinition[kind!='constructor'])[accessibility='private']",
  message: 'Private members are #private; only a constructor is `private`.',
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

const judgedByOxlint = Object.fromEntries(
  [
    'error-boundaries',
    'exhaustive-deps',
    'purity',
    'rules-of-hooks',
    'set-state-in-effect',
    'set-state-in-render',
    'static-components',
    'unsupported-syntax',
  ].map((name) => [`@eslint-react/${name}`, 'off']),
)

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
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser, globals: globals.browser },
    rules: { 'no-restricted-syntax': ['error', privateModifier] },
  },
  {
    files: ['src/**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', moduleMock, privateModifier] },
  },
  {
    files: ['src/**/*.tsx'],
    extends: [eslintReact.configs['strict-typescript'], jsxA11y.configs.strict],
    rules: {
      ...judgedByOxlint,
      // A calendar: a table whose cells are chosen, as the authoring practices of ARIA have it.
      'jsx-a11y-x/no-noninteractive-element-to-interactive-role': ['error', { table: ['grid'] }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', failedImport, privateModifier] },
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
      'no-restricted-syntax': ['error', smallWord, failedImport, privateModifier],
    },
  },
  {
    files: ['src/features/*/components/**/*.ts'],
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
      'no-restricted-syntax': ['error', timeAndChance, privateModifier],
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
)
