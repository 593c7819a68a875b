// Looks by itself whether this device trusts the machine. No build: it is served as it stands, to any browser.

const PATIENCE_MS = 6000
const byId = (id) => document.getElementById(id)

/** What this device can reach: the name, and the address that it has opened; others may be of another network. */
function within(urls) {
  const near = urls.filter((url) => {
    const { hostname } = new URL(url)
    return hostname.endsWith('.local') || hostname === location.hostname
  })
  return near.length === 0 ? urls : near
}

/** The first address of the app that this device trusts, or null. A browser refuses before anything is sent. */
async function firstTrusted(urls) {
  const answers = urls.map((url) =>
    fetch(`${url}/lan/trusted`, { mode: 'no-cors', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) })
      .then(() => url)
      .catch(() => null),
  )
  for (const answer of answers) {
    const url = await answer
    if (url !== null) return url
  }
  return null
}

/** Over https the page is here, perhaps because somebody clicked a warning away: a service worker tells. */
async function isTrustedHere() {
  if (!('serviceWorker' in navigator)) return false
  try {
    const registration = await navigator.serviceWorker.register('/lan/check.js', { scope: '/lan/' })
    await registration.unregister()
    return true
  } catch {
    return false
  }
}

async function look() {
  byId('again').hidden = true
  byId('open').hidden = true
  byId('state-text').textContent = 'Looking whether this device trusts it …'
  try {
    const { app_urls: all, fingerprint } = await (await fetch('/lan/addresses', { cache: 'no-store' })).json()
    const urls = within(all)
    byId('fingerprint').textContent = fingerprint
    const isHttps = location.protocol === 'https:'
    const url = isHttps ? ((await isTrustedHere()) ? location.origin : null) : await firstTrusted(urls)
    if (url === null) showSteps(urls)
    else showOpen(url)
  } catch {
    byId('state-text').textContent = 'The machine does not answer. Is Exercise Buddy still running there?'
    byId('again').hidden = false
  }
}

function showOpen(url) {
  byId('state-text').textContent = 'This device trusts it. All is set.'
  byId('open-link').href = `${url}/`
  byId('open').hidden = false
}

function showSteps(urls) {
  byId('state-text').textContent =
    urls.length === 0
      ? 'The machine has no address on a home network. Connect it, then look again.'
      : `This device does not trust it yet: follow the steps below. Afterwards the app is at ${urls.join(' or ')}.`
  byId('again').hidden = false
}

function system() {
  const told = navigator.userAgent
  if (/android/i.test(told)) return 'android'
  if (/iphone|ipad|ipod/i.test(told) || (/mac/i.test(told) && navigator.maxTouchPoints > 1)) return 'ios'
  if (/windows/i.test(told)) return 'windows'
  if (/mac/i.test(told)) return 'macos'
  return 'linux'
}

document.querySelector(`[data-system=${system()}]`).open = true
byId('again-button').addEventListener('click', look)
// Who comes back from the settings of the system finds the answer there.
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void look()
})
void look()
