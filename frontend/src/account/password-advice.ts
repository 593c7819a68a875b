import { type MessageDescriptor, i18n } from '@lingui/core'
import { msg } from '@lingui/core/macro'

/** zxcvbn's advice on passwords, which the server passes on in English (a test compares this list with it). */
const ADVICE: readonly MessageDescriptor[] = [
  msg`Use a few words, avoid common phrases.`,
  msg`No need for symbols, digits, or uppercase letters.`,
  msg`Add another word or two. Uncommon words are better.`,
  msg`Straight rows of keys are easy to guess.`,
  msg`Short keyboard patterns are easy to guess.`,
  msg`Use a longer keyboard pattern with more turns.`,
  msg`Repeats like "aaa" are easy to guess.`,
  msg`Repeats like "abcabcabc" are only slightly harder to guess than "abc".`,
  msg`Avoid repeated words and characters.`,
  msg`Sequences like "abc" or "6543" are easy to guess.`,
  msg`Avoid sequences.`,
  msg`Recent years are easy to guess.`,
  msg`Avoid recent years.`,
  msg`Avoid years that are associated with you.`,
  msg`Dates are often easy to guess.`,
  msg`Avoid dates and years that are associated with you.`,
  msg`This is a top-10 common password.`,
  msg`This is a top-100 common password.`,
  msg`This is a very common password.`,
  msg`This is similar to a commonly used password.`,
  msg`A word by itself is easy to guess.`,
  msg`Names and surnames by themselves are easy to guess.`,
  msg`Common names and surnames are easy to guess.`,
  msg`Capitalization doesn't help very much.`,
  msg`All-uppercase is almost as easy to guess as all-lowercase.`,
  msg`Reversed words aren't much harder to guess.`,
  msg`Predictable substitutions like '@' instead of 'a' don't help very much.`,
]

/** The advice in the page's language; empty if it is unknown. */
export function passwordAdvice(english: string): string {
  return ADVICE.map((advice) => ({ advice, at: english.indexOf(advice.message ?? advice.id) }))
    .filter(({ at }) => at >= 0)
    .toSorted((one, other) => one.at - other.at)
    .map(({ advice }) => i18n._(advice))
    .join(' ')
}
