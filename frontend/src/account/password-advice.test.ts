import { expect, it } from 'vitest'
import { passwordAdvice } from './password-advice'

it('gives each sentence that the server passes on, in its order', () => {
  const said =
    'A word by itself is easy to guess. Add another word or two. Uncommon words are better.'
  expect(passwordAdvice(said)).toBe(said)
})

it('says nothing about what it does not know', () => {
  expect(passwordAdvice('This password is on a list of ours.')).toBe('')
})
