import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const WAIT_MS = 20_000

/** An SMTP server (RFC 5321, as far as a mail needs it) that keeps what it is given. */
export class Mailbox {
  readonly #server: Server
  readonly #mails: string[] = []

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket))
  }

  static async open(): Promise<Mailbox> {
    const mailbox = new Mailbox()
    mailbox.#server.listen(0, '127.0.0.1')
    await once(mailbox.#server, 'listening')
    return mailbox
  }

  get port(): number {
    const address = this.#server.address()
    if (address === null || typeof address === 'string') throw new Error('The mailbox is closed.')
    return address.port
  }

  /** The link to the page in a mail to the address; waits for the mail. */
  async link(address: string, page: string): Promise<string> {
    const until = Date.now() + WAIT_MS
    while (Date.now() < until) {
      const found = this.#mails
        .filter((mail) => mail.includes(`To: ${address}`))
        .map((mail) => new RegExp(`http\\S+/${page}#token=\\S+`).exec(mail)?.[0])
        .findLast((link) => link !== undefined)
      if (found !== undefined) return found
      await sleep(50)
    }
    throw new Error(`No mail to ${address} with a link to ${page} within ${WAIT_MS} ms.`)
  }

  async close(): Promise<void> {
    this.#server.close()
    await once(this.#server, 'close')
  }

  #serve(socket: Socket): void {
    let text = ''
    let inMail = false
    socket.setEncoding('utf8')
    socket.write('220 mailbox\r\n')
    socket.on('data', (chunk: string) => {
      text += chunk
      for (let end = endOf(inMail); text.includes(end); end = endOf(inMail)) {
        const [part = ''] = text.split(end, 1)
        text = text.slice(part.length + end.length)
        inMail = this.#answer(socket, part, inMail)
      }
    })
  }

  /** Whether a mail follows. */
  #answer(socket: Socket, line: string, inMail: boolean): boolean {
    if (inMail) {
      // A dot at the beginning of a line came doubled; quoted-printable breaks long lines and writes "=" as "=3D".
      const plain = line.replaceAll('\r\n..', '\r\n.')
      this.#mails.push(plain.replaceAll('=\r\n', '').replaceAll('=3D', '='))
      socket.write('250 kept\r\n')
      return false
    }
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'QUIT') {
      socket.end('221 bye\r\n')
      return false
    }
    socket.write(verb === 'DATA' ? '354 go on\r\n' : '250 yes\r\n')
    return verb === 'DATA'
  }
}

/** What ends a mail, or a command. */
function endOf(inMail: boolean): string {
  return inMail ? '\r\n.\r\n' : '\r\n'
}
