/** The decrypted push: the text of a reminder, without personal data. */
interface Reminder {
  readonly title: string
  readonly body: string
  readonly lang: string
}

/** For an unreadable push: browsers require a notification for each push. */
const UNREADABLE: Reminder = { title: 'Exercise Buddy', body: '', lang: 'en' }

/** Shows a push. A newer one replaces one that was not opened. */
export async function showReminder(
  registration: ServiceWorkerRegistration,
  data: PushMessageData | null,
): Promise<void> {
  const { title, body, lang } = read(data)
  await registration.showNotification(title, {
    body,
    lang,
    tag: 'reminder',
    icon: '/icons/icon-192.png',
  })
}

function read(data: PushMessageData | null): Reminder {
  try {
    const { title, body, lang } = data?.json() as Partial<Reminder>
    if (typeof title !== 'string' || typeof body !== 'string') return UNREADABLE
    return { title, body, lang: typeof lang === 'string' ? lang : UNREADABLE.lang }
  } catch {
    return UNREADABLE
  }
}

/** Opens training. If the app is open, it is only brought to the front, because a set may be running. */
export async function openTraining(clients: Clients): Promise<void> {
  const [page] = await clients.matchAll({ type: 'window' })
  if (page === undefined) await clients.openWindow('/train')
  else await page.focus()
}
