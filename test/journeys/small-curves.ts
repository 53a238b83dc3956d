import type { Page } from 'playwright-core'

/**
 * Where a small curve of the page (one with no axis to read by) says something else than its table. Such a line is a straight scale of
 * its figures, so place and England are laid against the table's numbers with one ruler, and what lies off it is told.
 */
export async function smallCurvesUnlikeTheirTables(page: Page): Promise<{ seen: number; faults: string[] }> {
  const curves = await page.evaluate<Curve[]>(READ_OFF)
  return { seen: curves.length, faults: curves.flatMap(unlike) }
}

/** The same for the lines in the scorecard's rows, which stand beside their latest figure alone: held against the tables of their measures' pages. */
export async function sparksUnlikeTheirMeasures(page: Page): Promise<string[]> {
  await page.goto('/scorecard?role=all')
  const sparks = await page.evaluate<{ name: string; href: string; us: number[]; england: number[] }[]>(SPARKS)
  const faults: string[] = []
  for (const { name, href, us, england } of sparks) {
    const html = (await (await page.context().request.get(href)).text()).replace(/<style[^]*?<\/style>/g, '')
    const [ours, theirs] = await page.evaluate<[string[], string[]]>(`(${COLUMNS})(${JSON.stringify(html)})`)
    faults.push(...unlike({ name: `The line of ${name}`, lines: [{ heights: us, shown: ours }, { heights: england, shown: england.length ? theirs : [] }] }))
  }
  return sparks.length ? faults : ['The scorecard draws no line']
}

interface Curve {
  name: string
  /** Of the place, then of England: heights in the order of time, and what the table says in the same order, as it is written. */
  lines: { heights: number[]; shown: string[] }[]
}

function unlike({ name, lines }: Curve): string[] {
  const drawn = lines.filter(({ heights, shown }) => heights.length || shown.length)
  if (!drawn.length) return [`${name} has no table`]
  const uneven = drawn.find(({ heights, shown }) => heights.length !== shown.length)
  if (uneven) return [`${name} draws ${uneven.heights.length} figures, its table has ${uneven.shown.length}`]
  const points = drawn.flatMap(({ heights, shown }) => heights.map((height, at) => ({ height, value: numberOf(shown[at]!) })))
  const { slope, at } = ruler(points)
  if (slope >= 0 && new Set(points.map(({ value }) => value)).size > 1) return [`${name} does not rise with its figures`]
  // A figure is shown rounded: it may be half a unit of its last place away, and the ruler that is laid through such figures as much again.
  const decimals = Math.max(...drawn.flatMap(({ shown }) => shown.map((text) => /\.(\d+)/.exec(text)?.[1]?.length ?? 0)))
  const allowed = Math.abs(slope) * 10 ** -decimals + 0.3
  return points.filter(({ height, value }) => Math.abs(height - at(value)) > allowed).map(({ value }) => `${name} is not drawn where its table says ${value}`)
}

/** The straight line through heights by value, by least squares. */
function ruler(points: { height: number; value: number }[]) {
  const mean = (of: (point: { height: number; value: number }) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length
  const [value, height] = [mean((point) => point.value), mean((point) => point.height)]
  const spread = mean((point) => (point.value - value) ** 2)
  const slope = spread === 0 ? 0 : mean((point) => (point.value - value) * (point.height - height)) / spread
  return { slope, at: (one: number) => height + (one - value) * slope }
}

const numberOf = (text: string) => Number(text.replace('−', '-').replace(/[£,]/g, '').match(/-?\d+(\.\d+)?/)![0])

const SPARKS = `[...document.querySelectorAll('table.score tr')].filter((row) => row.querySelector('svg.spark .k-us')).map((row) => {
  const heights = (kind) => [...(row.querySelector('svg.spark path.' + kind)?.getAttribute('d') ?? '').matchAll(/[ML][\\d.-]+ ([\\d.-]+)/g)].map(([, y]) => Number(y))
  return { name: row.querySelector('th a').textContent, href: row.querySelector('th a').getAttribute('href'), us: heights('k-us'), england: heights('k-en') }
})`

/** Figures of the place and of England in the table under the first curve of a measure's page, those ahead left out. */
const COLUMNS = `(html) => {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('#curve table, .chart table')
  const heads = [...table.querySelectorAll('thead th')].map((head) => head.textContent)
  const column = (at) => [...table.querySelectorAll('tbody tr')].map((row) => row.children[at]?.textContent.trim() ?? '').filter((text) => /^[−£-]?[\\d]/.test(text))
  return [column(1), heads.includes('England') ? column(heads.indexOf('England')) : []]
}`

const READ_OFF = `(() => {
  const heights = (svg, kind) => [...(svg.querySelector('path.' + kind)?.getAttribute('d') ?? '').matchAll(/[ML][\\d.-]+ ([\\d.-]+)/g)].map(([, y]) => Number(y))
  const words = (element) => (element?.textContent ?? '').replace(/\\s+/g, ' ').trim()
  const isFigure = (text) => /^[−£-]?[\\d]/.test(text)
  const longest = (found) => found.sort((a, b) => b.name.length - a.name.length)[0]
  const tables = [...document.querySelectorAll('table')].map((table) => {
    const heads = [...table.querySelectorAll('thead th')].map(words)
    const at = heads.indexOf('Period')
    return { table, caption: words(table.querySelector('caption')), at, rows: at < 0 ? [] : [...table.querySelectorAll('tbody tr')].map((row) => [...row.children].map(words)) }
  }).filter(({ at, rows }) => at >= 0 && rows.length)
  // Of many curves together: the name stands first in each row, and the newest period above the others.
  const ofMany = (title) => longest(tables.filter(({ at }) => at === 1).flatMap(({ rows }) => [...new Set(rows.map(([name]) => name))].filter((name) => title.startsWith(name)).map((name) => ({ name, rows: rows.filter((row) => row[0] === name).reverse(), at: 1 }))))
  // Of one promise: a table of its own, which says so.
  const ofOne = (svg, title) => longest(tables.filter(({ table, caption }) => svg.closest('article')?.contains(table) && caption.startsWith('The curve in numbers: ')).map(({ caption, rows, at }) => ({ name: caption.slice(22), rows, at })).filter(({ name }) => title.includes(name)))
  return [...document.querySelectorAll('main figure svg.fit')].filter((svg) => svg.querySelector('.k-us') && !svg.closest('.multiples') && !location.pathname.startsWith('/design')).map((svg) => {
    const title = words(svg.closest('figure').querySelector('.title, figcaption'))
    const found = svg.closest('.promise') ? ofOne(svg, title) : ofMany(title)
    const column = (more) => (found?.rows ?? []).map((row) => row[found.at + more] ?? '').filter(isFigure)
    return { name: title, lines: found ? [['k-us', 1], ['k-en', 2]].map(([kind, more]) => ({ heights: heights(svg, kind), shown: heights(svg, kind).length || kind === 'k-us' ? column(more) : [] })) : [] }
  })
})()`
