import type { Page } from 'playwright-core'

/** Where curves in rows, a spread of dots or a map of the page say something else than the table beside them, read off by their own axes and classes. */
export async function comparisonsUnlikeTheirTables(page: Page): Promise<{ seen: number; faults: string[] }> {
  const { curves, spreads, maps } = await page.evaluate<{ curves: Drawn[]; spreads: Drawn[]; maps: { drawn: Record<string, number>; table: Record<string, number> }[] }>(READ_OFF)
  return {
    seen: curves.length + spreads.length + maps.length,
    faults: [
      ...curves.flatMap((one) => unlike(one, 1.5)),
      // Dots stand in columns as wide as one of them.
      ...spreads.flatMap((one) => unlike(one, 13)),
      ...maps.flatMap(({ drawn, table }) => (JSON.stringify(drawn) === JSON.stringify(table) ? [] : [`The map draws ${JSON.stringify(drawn)} where its table says ${JSON.stringify(table)}`])),
    ],
  }
}

interface Drawn {
  name: string
  /** In pixels along the axis, in the order of the table. */
  at: number[]
  values: number[]
  /** Of the axis: where it begins and ends, in pixels and in values. */
  axis: { at: number; value: number }[]
}

/** `allowed` is in pixels; a rounded figure may lie half a unit of its last place away as well. */
function unlike({ name, at, values, axis }: Drawn, allowed: number): string[] {
  if (at.length !== values.length) return [`${name} draws ${at.length} figures, its table has ${values.length}`]
  const [from, to] = [axis[0]!, axis.at(-1)!]
  const perValue = (to.at - from.at) / (to.value - from.value)
  const place = (value: number) => from.at + (value - from.value) * perValue
  return values.flatMap((value, which) => (Math.abs(at[which]! - place(value)) <= allowed + Math.abs(perValue) * 0.051 ? [] : [`${name} is not drawn where its table says ${value}`]))
}

const READ_OFF = `(() => {
  const number = (text) => { const [bare] = text.replace('−', '-').replace(/[£,]/g, '').match(/-?\\d+(\\.\\d+)?/) ?? [null]; return bare === null ? null : Number(bare) }
  const words = (element) => (element?.textContent ?? '').replace(/\\s+/g, ' ').trim()
  const figures = (cells) => cells.map(words).filter((text) => /^[−£-]?\\d/.test(text)).map(number)
  const rows = (table) => [...table.querySelectorAll('tbody tr')].map((row) => [...row.children])
  // The design system shows some drawings by themselves, and what becomes of them with far too much in them.
  const isShown = () => !location.pathname.startsWith('/design')
  const chartOf = (svg) => svg.closest('.map-beside') ?? svg.closest('.chart')
  const ticks = (svg) => [...svg.querySelectorAll('text.ax')].map((text) => ({ value: number(words(text)), anchor: text.getAttribute('text-anchor'), x: Number(text.getAttribute('x')), y: Number(text.getAttribute('y')) })).filter(({ value }) => value !== null)
  const curves = [...document.querySelectorAll('.multiples li svg')].filter(isShown).map((svg) => {
    const name = words(svg.closest('li').querySelector('p'))
    const row = rows(chartOf(svg).querySelector('table')).find(([head]) => words(head) === name) ?? []
    const path = svg.querySelector('.k-us, .k-each').getAttribute('d')
    const axis = ticks(svg).filter(({ anchor, y }) => anchor === 'end' && y < 130).map(({ value, y }) => ({ value, at: y - 5 }))
    return { name, at: [...path.matchAll(/[ML][\\d.-]+ ([\\d.-]+)/g)].map(([, y]) => Number(y)), values: figures(row.slice(1)), axis }
  })
  const spreads = [...document.querySelectorAll('figure > svg')].filter((svg) => svg.querySelector('.d-dot, .d-us') && isShown(svg)).map((svg) => {
    const lines = [...svg.querySelectorAll('path.k-grid')].map((path) => Number(/M([\\d.-]+)/.exec(path.getAttribute('d'))[1]))
    const values = ticks(svg).filter(({ anchor }) => anchor === 'middle').slice(0, lines.length)
    return {
      name: 'The spread (' + svg.getAttribute('class') + ')', axis: lines.map((at, which) => ({ at, value: values[which].value })),
      at: [...svg.querySelectorAll('circle')].map((dot) => Number(dot.getAttribute('cx'))).sort((a, b) => a - b),
      values: figures(rows(chartOf(svg).querySelector('table')).map((cells) => cells[1])).sort((a, b) => a - b),
    }
  })
  const maps = [...document.querySelectorAll('svg.map')].filter(isShown).map((svg) => {
    const drawn = {}
    for (const one of svg.querySelectorAll('.m-sheet path, svg > circle')) {
      const look = /\\bm-([04])\\b/.exec(one.getAttribute('class'))?.[1] ?? /-([123]|none)\\)$/.exec(one.getAttribute('fill') ?? '')?.[1]
      if (look) drawn[look] = (drawn[look] ?? 0) + 1
    }
    const list = rows(chartOf(svg).querySelector('table')).map((cells) => ({ value: number(words(cells[1])), look: words(cells.at(-1)).replace(', a circle', '') }))
    const lowest = (look) => Math.min(...list.filter((row) => row.look === look).map(({ value }) => value))
    const names = [...new Set(list.map(({ look }) => look))].filter((look) => look !== 'Not drawn' && look !== 'Hatched').sort((a, b) => lowest(a) - lowest(b))
    const table = {}
    for (const [at, look] of [...names.entries(), ['none', 'Hatched']]) { const count = list.filter((row) => row.look === look).length; if (count) table[at] = count }
    return { drawn: Object.fromEntries(Object.entries(drawn).sort()), table: Object.fromEntries(Object.entries(table).sort()) }
  })
  return { curves, spreads, maps }
})()`
