import { codeOf, urnOf } from './fill.ts'
import { idOf } from './world.ts'
import { CURVE, strategyOf, writtenId } from './written.ts'

const IDS = ['action', 'result', 'set', 'view', 'paper', 'release', 'agreement', 'request', 'hold', 'invitation', 'promise', 'baseline', 'target', 'service']

/** What may stand for a part of an address: everything of one area that could. A part that is not known here is tried with all ids there are. */
const PARTS: Record<string, (area: number, path: string) => string[]> = {
  id: (area, path) => (path.startsWith('/children/duplicates') ? [writtenId(area, 'pair')] : path.startsWith('/children') ? ['k1', 'k3', 'k8'].map((kid) => idOf('child', area, kid)) : path.startsWith('/measures') ? [CURVE.measure] : idsFor(area, path)),
  slug: (area, path) => (path.startsWith('/strategies') || path.startsWith('/public') ? [strategyOf(area)] : path.startsWith('/people') ? [area === 42 ? 'senco-other' : 'senco-school'] : path.startsWith('/services') ? [`service-${area}`] : [`area-${area}`]),
  person: (area) => [area === 42 ? 'senco-other' : 'senco-school'],
  code: (area) => [codeOf(`a${area}`), codeOf(`a${area}s1`)],
  area: (area) => [`area-${area}`], batch: (area) => ['40', String(area)], version: () => ['0', '1'], urn: (area) => [urnOf(area)], row: () => ['1'], number: () => ['1'], secret: () => ['guessed'], role: () => ['senco'], notice: () => ['privacy'],
  child: (area) => [idOf('child', area, 'k1'), idOf('child', area, 'k3')], entry: (area) => [idOf('people.entry', `k1.${area}`, 'sen'), idOf('people.entry', `k3.${area}`, 'health')],
}

const SOME: readonly (readonly [string, string])[] = [['/actions', 'action'], ['/results', 'result'], ['/views', 'view'], ['/papers', 'paper'], ['/compare', 'set'], ['/sharing', 'agreement'], ['/rights/holds', 'hold'], ['/rights', 'request'], ['/people/invit', 'invitation']]

function idsFor(area: number, path: string) {
  const known = SOME.find(([start]) => path.startsWith(start))
  return known ? [writtenId(area, known[1])] : IDS.map((what) => writtenId(area, what))
}

/** The addresses of a route about one area, filled with all that could stand there. */
export function addressesOf(route: string, area: number): string[] {
  const [, name] = /:(\w+)(?:\{[^}]*\}\??)?/.exec(route) ?? []
  if (name === undefined) return [route]
  const fillers = (PARTS[name] ?? ((here: number) => [...IDS.map((what) => writtenId(here, what)), 'x']))(area, route)
  return fillers.flatMap((filler) => addressesOf(route.replace(/:(\w+)(?:\{(?:[^{}]|\{[^}]*\})*\}\??)?/, filler), area))
}

/** What is asked beside the address: a place, a child, a word that is looked for, and each way to carry a page away. */
export const asks = (area: number): string[] => [`?${new URLSearchParams({ place: codeOf(`a${area}s1`), ...CURVE })}`, `?q=cnry${area}&words=cnry${area}&area=area-${area}&person=senco-other&child=${idOf('child', area, 'k1')}`]
export const SHEETS = ['csv', 'xlsx', 'ods'].map((format) => `?as=${format}`)
