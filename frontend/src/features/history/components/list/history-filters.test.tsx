import { screen } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { HistoryFilters } from './history-filters'
import { renderScreen } from '@/shared/testing/render'

it('opens at a press on a phone, with the keyboard in its first field', async () => {
  const { user } = renderScreen(<HistoryFilters filter={{}} onChange={vi.fn()} />)
  await user.click(screen.getByRole('button', { name: 'Filter' }))
  expect(screen.getByLabelText('Exercise')).toHaveFocus()
  expect(screen.queryByRole('button', { name: 'Filter' })).toBeNull()
})

it('is open where it leaves something out', () => {
  renderScreen(<HistoryFilters filter={{ from: '2026-01-01' }} onChange={vi.fn()} />)
  expect(screen.getByRole('search')).not.toHaveClass('max-sm:hidden')
  expect(screen.getByRole('button', { name: 'Clear filters' })).toBeVisible()
})
