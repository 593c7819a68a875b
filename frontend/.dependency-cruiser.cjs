/** Who may import whom (docs/architecture/ARCHITECTURE.md): app > features > workouts > account > api > shared. */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'engine-is-pure',
      comment: 'The counting engine imports nothing outside itself.',
      severity: 'error',
      from: { path: '^src/engine/', pathNot: '[.]test[.]ts$|/testing/' },
      to: { pathNot: '^src/engine/' },
    },
    {
      name: 'engine-has-one-door',
      comment: 'Outside the engine only its index.ts is imported.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/engine/' },
      to: { path: '^src/engine/', pathNot: '^src/engine/index[.]ts$' },
    },
    {
      name: 'pose-knows-engine-types-only',
      severity: 'error',
      from: { path: '^src/pose/', pathNot: '[.]test[.]tsx?$' },
      to: { path: '^src/engine/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pose-and-engine-look-down',
      severity: 'error',
      from: { path: '^src/(engine|pose)/' },
      to: { path: '^src/(app|features|workouts|account|api)/' },
    },
    {
      name: 'no-cross-feature',
      comment: 'Features are strangers to one another; app/routes joins them.',
      severity: 'error',
      from: { path: '^src/features/([^/]+)/' },
      to: { path: '^src/features/([^/]+)/', pathNot: '^src/features/$1/' },
    },
    {
      name: 'workouts-look-down',
      severity: 'error',
      from: { path: '^src/workouts/' },
      to: { path: '^src/(app|features|pose)/' },
    },
    {
      name: 'workouts-know-engine-types-only',
      severity: 'error',
      from: { path: '^src/workouts/', pathNot: '[.]test[.]tsx?$|/testing/' },
      to: { path: '^src/engine/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'account-looks-down',
      severity: 'error',
      from: { path: '^src/account/' },
      to: { path: '^src/(app|features|workouts|engine|pose)/' },
    },
    {
      name: 'api-looks-down',
      severity: 'error',
      from: { path: '^src/api/' },
      to: { path: '^src/(app|features|workouts|account|engine|pose)/' },
    },
    {
      name: 'api-draws-nothing',
      comment: 'It runs in the service worker, too: no React, no hooks, no words for people.',
      severity: 'error',
      from: { path: '^src/api/', pathNot: '/testing/' },
      to: {
        path: '^src/shared/(ui|hooks|lib/toasts)|node_modules/(@tanstack|react|react-dom|react-router|react-hook-form|lucide-react|radix-ui|zustand/(esm/)?(index|react))([/.]|$)',
      },
    },
    {
      name: 'shared-is-the-ground',
      severity: 'error',
      from: { path: '^src/shared/' },
      to: { path: '^src/(app|features|workouts|account|api|engine|pose)/' },
    },
    {
      name: 'features-not-app',
      severity: 'error',
      from: { path: '^src/features/' },
      to: { path: '^src/app/' },
    },
    {
      name: 'mediapipe-only-in-pose',
      severity: 'error',
      from: { pathNot: '^src/pose/' },
      to: { path: '@mediapipe/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.app.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
}
