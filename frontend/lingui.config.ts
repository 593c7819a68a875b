import { defineConfig } from '@lingui/conf'
import { formatter } from '@lingui/format-po'
import { createSwcExtractor } from '@lingui/native-tools'

/** English stands in the code; what it is called elsewhere, in src/shared/words (docs/languages.md). */
export default defineConfig({
  sourceLocale: 'en',
  locales: ['de', 'es', 'fr'],
  catalogs: [
    {
      path: '<rootDir>/src/shared/words/{locale}',
      include: ['<rootDir>/src'],
      exclude: ['**/*.test.{ts,tsx}', '**/testing/**', '**/schema.d.ts'],
    },
  ],
  format: formatter({ lineNumbers: false }),
  extractors: [createSwcExtractor()],
  orderBy: 'message',
  runtimeConfigModule: { Trans: ['@/shared/words/trans', 'Trans'] },
})
