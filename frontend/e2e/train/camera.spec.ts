import { expect, test } from '../support/test'
import { standing } from './clips'
import { TrainingPage } from './training-page'

const PHONES = [
  { width: 390, height: 844 },
  { width: 375, height: 667 },
  { width: 360, height: 640 },
]

test('says what to do where the camera is refused, and goes on once it is allowed', async ({
  openBrowser,
}) => {
  const page = await openBrowser({ clip: standing(), grantCamera: false })
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Browser.setPermission', {
    permission: { name: 'camera' },
    setting: 'denied',
  })
  await page.goto('/train/push-up')

  const problem = page.getByTestId('camera-error')
  await expect(problem).toContainText('The camera is blocked')
  await expect(problem).toContainText('choose “Allow”, then try again')
  await expect(page.getByTestId('start-set')).toBeHidden()
  // Nothing of what to do is cut off on a phone, or below the edge.
  for (const viewport of PHONES) {
    await page.setViewportSize(viewport)
    await expect(problem).toBeInViewport({ ratio: 1 })
    await expect(page.getByRole('button', { name: 'Try again' })).toBeInViewport({ ratio: 1 })
    await expect(page.getByRole('link', { name: 'Enter a set by hand' })).toBeInViewport({
      ratio: 1,
    })
  }

  await page.context().grantPermissions(['camera'])
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(problem).toBeHidden()
  await expect(page.getByTestId('start-set')).toBeEnabled({ timeout: 60_000 })
})

test('says so where there is no camera, and takes a set by hand', async ({ openBrowser }) => {
  const page = await openBrowser()
  await page.context().grantPermissions(['camera'])
  await page.goto('/train/push-up')
  await expect(page.getByTestId('camera-error')).toContainText('No camera found')

  await page.getByRole('link', { name: 'Enter a set by hand' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByTestId('waiting-workouts')).toContainText('Push-ups')
  // Nobody is asked twice.
  await page.reload()
  await expect(page.getByTestId('waiting-workouts')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save' })).toBeHidden()
})

test('says what the browser lacks where it has no camera access', async ({ openBrowser }) => {
  const page = await openBrowser()
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'mediaDevices', { get: () => undefined })
  })
  await page.goto('/train/push-up')
  await expect(page.getByTestId('camera-error')).toContainText('no camera access')
})

test('hints at the question where nobody answers it', async ({ openBrowser }) => {
  const page = await openBrowser()
  await page.addInitScript(() => {
    MediaDevices.prototype.getUserMedia = () => new Promise(() => undefined)
  })
  await page.goto('/train/push-up')
  await expect(page.getByText('Nothing is recorded or sent')).toBeVisible()
  await expect(page.getByRole('progressbar')).toBeHidden()
  await expect(page.getByText('The browser is waiting for your answer')).toBeVisible()
})

test('keeps the set where the camera is unplugged, and goes on with it', async ({
  openBrowser,
}) => {
  const page = await openBrowser({ clip: standing(), seesNobody: true })
  const training = new TrainingPage(page)
  await training.begin('push-up')
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    const [track] = (video.srcObject as MediaStream).getVideoTracks()
    track?.stop()
    // Stopping a track from the page tells nobody; unplugging the device does.
    track?.dispatchEvent(new Event('ended'))
  })
  await expect(page.getByTestId('camera-error')).toContainText('The camera stopped')
  await expect(page.getByRole('button', { name: 'Resume' })).toBeDisabled()
  await expect(training.finishButton).toBeEnabled()

  await page.getByRole('button', { name: 'Turn the camera on' }).click()
  // Nothing to press: it waits for the person to be in position, as before.
  await expect(page.getByTestId('live-line')).toHaveText('Step in')
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible()
})

test('says so where the browser cannot track movement', async ({ openBrowser }) => {
  const page = await openBrowser({ clip: standing() })
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'OffscreenCanvas'))
  await page.goto('/train/push-up')
  await expect(page.getByTestId('pose-error')).toContainText('cannot track movement')
})

test('says so where the model does not arrive, and tries again', async ({ openBrowser }) => {
  const page = await openBrowser({ clip: standing() })
  await page.context().route('**/models/*.task', (route) => route.abort())
  await page.goto('/train/push-up')
  await expect(page.getByTestId('pose-error')).toContainText('did not arrive')
  await page.context().unroute('**/models/*.task')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByTestId('start-set')).toBeEnabled({ timeout: 60_000 })
})
