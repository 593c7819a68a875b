/** What all charts share, in the colours of the theme. */
export const AXIS = { fill: 'var(--muted)', fontSize: 12 }

export const TOOLTIP = {
  cursor: { fill: 'var(--sunken)', stroke: 'var(--line-strong)' },
  contentStyle: {
    background: 'var(--surface)',
    border: '1px solid var(--line)',
    borderRadius: 12,
    color: 'var(--ink)',
  },
  itemStyle: { color: 'var(--ink)' },
}
