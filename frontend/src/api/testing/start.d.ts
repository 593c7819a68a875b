/** public/start.js, which exports nothing: it runs. */
declare module '*/public/start.js'
