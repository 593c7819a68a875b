import { language, locale } from './language'

/** A name within a sentence: "push-ups". German keeps its capitals: "Liegestütze". */
export function inText(text: string): string {
  return language() === 'de' ? text : text.toLocaleLowerCase(locale())
}
