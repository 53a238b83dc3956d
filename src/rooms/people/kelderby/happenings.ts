import { type Day, dayOf } from './calendar.ts'
import { type Cluster, type Establishment, PLAN, type Setting } from './city.ts'

/**
 * What becomes of schools: some become academies, merge or close, and one moves to another cluster in the middle of a year. It lies within the
 * last years told. Settings of the demo stay as they are.
 */
export function happen(settings: Setting[], clusters: Cluster[], lastYear: number, share: number) {
  const later = settings.filter(({ at, kind }) => at >= PLAN.firstSettings.length && kind === 'primary')
  const times = (most: number) => Math.max(1, Math.round(most * share))
  for (const [nth, setting] of later.splice(0, times(8)).entries()) becomeAcademy(setting, PLAN.trusts[nth % PLAN.trusts.length]!, dayOf(`${lastYear - 1 - (nth % 4)}-${nth % 2 ? '03' : '12'}-31`))
  for (const [nth, setting] of later.splice(0, times(2)).entries()) merge(setting, dayOf(`${lastYear - (nth % 4)}-08-31`))
  for (const [nth, setting] of later.splice(0, times(2)).entries()) takeIn(setting, dayOf(`${lastYear - 1 - (nth % 3)}-08-31`))
  const moved = later[0]
  if (moved) moved.clusterBefore = { cluster: clusters[(clusters.indexOf(moved.cluster) + 1) % clusters.length]!, until: dayOf(`${lastYear}-02-28`) }
}

/** It is another establishment from then on, under the number it had. */
function becomeAcademy(setting: Setting, trust: string, until: Day) {
  const { now } = setting
  setting.before = { how: 'converted', until, were: [was(setting, 0, now.name, now.laestab, until)] }
  Object.assign(now, { opens: until + 1, isAcademy: true, trust, name: now.name.replace('School', 'Academy') })
}

function merge(setting: Setting, until: Day) {
  const word = setting.now.name.split(' ')[0]!
  const [infants, juniors] = [`899${2400 + setting.at}`, `899${2700 + setting.at}`]
  setting.before = { how: 'merged', until, were: [was(setting, 0, `${word} Infant School`, infants, until), was(setting, 1, `${word} Junior School`, juniors, until)] }
  setting.now.opens = until + 1
}

/** A school that closes sends its children to this one. */
function takeIn(setting: Setting, until: Day) {
  setting.before = { how: 'closed', until, were: [was(setting, 0, `Old ${setting.now.name}`, `899${3000 + setting.at}`, until)] }
}

const was = (setting: Setting, nth: number, name: string, laestab: string, until: Day): Establishment =>
  ({ urn: String(898001 + setting.at * 2 + nth), laestab, name, opens: null, closes: until, isAcademy: false, trust: null, setting })
