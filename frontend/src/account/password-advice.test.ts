import { expect, it } from 'vitest'
import { passwordAdvice } from './password-advice'

it('has every sentence of the server’s advice, in the same order', () => {
  const said =
    'A word by itself is easy to guess. Add another word or two. Uncommon words are better.'
  expect(passwordAdvice(said)).toBe(said)
})

it('leaves out advice that it does not know', () => {
  expect(passwordAdvice('This password is on a list of ours.')).toBe('')
})
