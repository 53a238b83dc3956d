import { chosenFilters, drawPage, type FilterGroup, sortOf } from '#design'
import { answerSheet, ask, page, type Pages, readerOf, type Sheet, sheetAsked, viewerOfPage, type WebContext } from '#platform'
import { areaIdAsked } from '../hierarchies/own.ts'
import { attempt, type Sent } from './sent.ts'
import type { SettingDeeds } from './setting-doors.ts'
import type { SettingLine, SettingsList } from './settings-list.ts'
import { COLUMNS, SettingsPage } from './settings-page.tsx'

/** The settings of an area, and what is changed of one on its own page; `drawPlace` draws that page again with a form that was refused. */
export const settingPages = (deeds: SettingDeeds, drawPlace: (c: WebContext, sent: Sent) => Promise<string>): Pages => (web, house) => {
  web.get('/places/settings', async (c) => {
    const format = sheetAsked(c)
    if (format) {
      const { list, shown } = await listed(c, deeds)
      return answerSheet(c, sheetOf(viewerOfPage(c).areaName, list, shown), format)
    }
    return page(c, house, async () => {
      const { list, shown, filters, search } = await listed(c, deeds)
      const sort = sortOf(search, COLUMNS, { by: 'name', order: 'ascending' })
      return drawPage(<SettingsPage viewer={viewerOfPage(c)} nonce={c.get('nonce')} list={list} shown={shown} filters={filters} search={search} sort={sort} mayKeep={await mayKeepHere(c, deeds)} />)
    })
  })

  for (const [word, action] of [['move', deeds.move], ['close', deeds.close], ['reopen', deeds.reopen], ['match', deeds.match], ['unmatch', deeds.unmatch]] as const) {
    web.post(`/places/:code/${word}`, async (c) => {
      const code = c.req.param('code')!
      const { sent } = await attempt(c, word, action as typeof deeds.close, { setting: code })
      return sent ? c.html(await drawPlace(c, sent)) : c.redirect(`/places/${encodeURIComponent(code)}`, 303)
    })
  }
}

/** Whether whoever looks at a page may change settings of the area they work in. */
export async function mayKeepHere(c: WebContext, { mayKeep }: SettingDeeds) {
  const { actor } = c.get('caller')()
  return (await mayKeep(actor, readerOf(c), await areaIdAsked({}, readerOf(c), actor))) === true
}

async function listed(c: WebContext, deeds: SettingDeeds) {
  const search = new URL(c.req.url).searchParams
  search.delete('as')
  const list = await ask(deeds.list, c.get('caller')(), { on: search.get('on') ?? '', closed: 'yes' })
  const filters = filtersOf(list)
  // Without a wish those are shown that stand.
  const chosen = chosenFilters(search, filters)
  const shown = list.lines.filter((one) => fits(one, chosen))
  return { list, shown, filters, search }
}

function filtersOf({ lines }: SettingsList): FilterGroup[] {
  const of = (pick: (one: SettingLine) => string | null) => [...new Set(lines.flatMap((one) => pick(one) ?? []))].sort().map((text) => ({ text, value: text }))
  const groups = new Map(lines.flatMap(({ groups: some }) => some.map(({ code, name }) => [code, name] as const)))
  return [
    { kind: 'words', name: 'q', legend: 'Name or code' },
    { kind: 'many', name: 'status', legend: 'Status', options: of(({ status }) => status) },
    { kind: 'many', name: 'phase', legend: 'Phase', options: of(({ phase }) => phase) },
    { kind: 'many', name: 'type', legend: 'Type', options: of(({ type }) => type) },
    { kind: 'many', name: 'in', legend: 'Lies in', options: [...groups].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text)) },
  ]
}

function fits(one: SettingLine, chosen: Record<string, string[]>) {
  const among = (name: string, value: string | null) => !chosen[name]!.length || (value !== null && chosen[name]!.includes(value))
  const words = chosen['q']![0]?.toLowerCase()
  return (chosen['status']!.length ? among('status', one.status) : one.status !== 'Closed') && among('phase', one.phase) && among('type', one.type)
    && (!chosen['in']!.length || one.groups.some(({ code }) => chosen['in']!.includes(code)))
    && (!words || one.name.toLowerCase().includes(words) || [one.urn, one.laestab, one.code].some((code) => code?.toLowerCase() === words))
}

function sheetOf(area: string, { day }: SettingsList, lines: SettingLine[]): Sheet {
  return {
    file: `settings-${area.toLowerCase()}-${day}`, title: `Settings of ${area}`,
      head: ['urn', 'laestab', 'setting', 'status', 'phase', 'type', 'provision', 'from', 'until', 'lies in', 'codes of those'],
    lines: lines.map((one) => [one.urn, one.laestab, one.name, one.status, one.phase, one.type, one.provision, one.from, one.until, one.groups.map(({ name }) => name).join('; ') || null,
      one.groups.map(({ code }) => code).join('; ') || null]),
    key: [['Area', area], ['As of', day], ['Source', 'Get Information about Schools (Department for Education, Open Government Licence v3.0) and the area’s own hierarchies'],
      ['Address', '/places/settings']],
  }
}
