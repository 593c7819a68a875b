/** What the server sends, encrypted on its way: the words of a reminder, and nothing of the person. */
interface Reminder {
  readonly title: string
  readonly body: string
  readonly lang: string
}

/** For a push that cannot be read: browsers want something to be shown for each. */
const UNREADABLE: Reminder = { title: 'Exercise Buddy', body: '', lang: 'en' }

/** Shows a push. A newer one takes the place of one that was not looked at. */
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

/** Leads to training: where the app is open it comes to the front as it is, for a set may be running. */
export async function openTraining(clients: Clients): Promise<void> {
  const [page] = await clients.matchAll({ type: 'window' })
  if (page === undefined) await clients.openWindow('/train')
  else await page.focus()
}
