import type { Page } from 'playwright-core'

/** Where a chart of the page says something else than its table: read off the drawing by its own axis, as somebody with a ruler would. */
export async function chartsUnlikeTheirTables(page: Page): Promise<string[]> {
  return (await page.evaluate<Chart[]>(READ_OFF)).flatMap(({ name, drawn, table }) => unlike(name, drawn, table))
}

interface Chart {
  name: string
  /** Values as read off, in the order of the table's rows. */
  drawn: number[]
  table: number[]
}

function unlike(name: string, drawn: number[], table: number[]): string[] {
  if (drawn.length !== table.length) return [`${name} draws ${drawn.length} figures, its table has ${table.length}`]
  const reach = Math.max(...table.map(Math.abs), 1)
  return drawn.flatMap((value, at) => (Math.abs(value - table[at]!) <= reach * 0.004 + 0.06 ? [] : [`${name} draws ${value.toFixed(2)} where its table says ${table[at]}`]))
}

const READ_OFF = `(() => {
  const number = (text) => { const [, bare, size] = text.replace('−', '-').replace(/[£,]/g, '').match(/(-?\\d+(?:\\.\\d+)?)(m|bn)?(?![a-z])/) ?? [null, null]; return bare === null ? null : Number(bare) * ({ m: 1e6, bn: 1e9 }[size] ?? 1) }
  const points = (svg, kind) => [...svg.querySelectorAll('path.' + kind)].flatMap((path) => [...path.getAttribute('d').matchAll(/M([\\d.-]+) ([\\d.-]+)h/g)]).map(([, x, y]) => ({ x: Number(x), y: Number(y) }))
  const bars = (svg) => [...svg.querySelectorAll('.f-bar, .f-nb, .f-us')].flatMap((path) => [...path.getAttribute('d').matchAll(/M([\\d.-]+) ([\\d.-]+)V([\\d.-]+)/g)]).map(([, x, foot, y]) => ({ x: Number(x), y: Number(y), foot: Number(foot) }))
  const ruler = (ticks) => {
    const [a, b] = [ticks[0], ticks.at(-1)]
    return (at) => a.value + (at - a.at) / (b.at - a.at) * (b.value - a.value)
  }
  const ticksUp = (svg) => [...svg.querySelectorAll('text.ax[text-anchor=end]:not(.halo)')].map((text) => ({ value: number(text.textContent), at: Number(text.getAttribute('y')) - 5 })).filter(({ value }) => value !== null)
  const ticksAcross = (svg) => {
    const all = [...svg.querySelectorAll('text.ax[text-anchor=middle]:not(.halo)')].map((text) => ({ value: number(text.textContent), at: Number(text.getAttribute('x')), y: Number(text.getAttribute('y')) })).filter(({ value }) => value !== null)
    const lowest = Math.max(...all.map(({ y }) => y))
    return all.filter(({ y }) => y === lowest)
  }
  const column = (chart, at) => [...chart.querySelectorAll('table tbody tr')].map((row) => row.children[at]).filter(Boolean).filter((cell) => !cell.querySelector('.quiet') || /^[−\\-£]?[\\d]/.test(cell.textContent.trim())).map((cell) => number(cell.textContent)).filter((value) => value !== null)
  const columnCalled = (chart, words) => [...chart.querySelectorAll('table thead th')].findIndex((head) => head.textContent.includes(words))
  return [...document.querySelectorAll('.chart')].filter((chart) => chart.querySelector('figure > svg') && chart.querySelector('table')).flatMap((chart) => [...chart.querySelectorAll('figure > svg')].flatMap((svg) => {
    const name = svg.querySelector('title').textContent + ' (' + svg.getAttribute('class') + ')'
    if (svg.querySelector('.p-us')) {
      const read = ruler(ticksUp(svg))
      const lines = [['p-us', 1], ['p-en', columnCalled(chart, 'England')], ['p-fc', columnCalled(chart, 'If nothing changes')], ['p-bl', columnCalled(chart, 'Baseline, frozen')]]
      // A long series has only England's last point drawn as one.
      const isDrawn = (kind, at) => points(svg, kind).length > (kind === 'p-en' && column(chart, at).length > 1 ? 1 : 0)
      return lines.filter(([kind, at]) => at > 0 && isDrawn(kind, at)).map(([kind, at]) => ({
        name: name + ' ' + kind, drawn: points(svg, kind).sort((a, b) => a.x - b.x).map(({ y }) => read(y)), table: column(chart, at),
      }))
    }
    if (svg.querySelector('.p-group')) {
      const read = ruler(ticksAcross(svg))
      const everybody = [...chart.querySelectorAll('table tbody tr')].some((row) => row.children[0].textContent === 'All') ? 1 : 0
      return [{ name, drawn: points(svg, 'p-group').sort((a, b) => a.y - b.y).map(({ x }) => read(x)), table: column(chart, 1).slice(everybody) }]
    }
    if (svg.querySelector('.f-bar, .f-us')) {
      const read = ruler(ticksUp(svg))
      return [{ name, drawn: bars(svg).sort((a, b) => a.x - b.x).map(({ y }) => read(y)), table: column(chart, 1) }]
    }
    return []
  }))
})()`
