import type { Cells } from './cells.ts'
import { PROFILE } from './profile.ts'
import type { PlaceTold, TimeTold, WordTold } from './told.ts'

/** When a service can be had. */
export function timesOf(service: Cells): TimeTold[] {
  return service.list('schedules').map((one) => {
    const [validFrom, validTo] = [one.day('valid_from') ?? one.day('dtstart'), one.day('valid_to') ?? one.day('until')]
    if (validFrom && validTo && validTo < validFrom) one.query('ends-before', 'valid_to', 'It ends before it begins. Both days were kept.')
    const freq = one.text('freq')
    if (freq !== null && !PROFILE.frequencies.includes(freq)) one.query('freq', 'freq', 'This is none of the words for how often. It was left out.')
    return {
      days: daysIn(one), freq: freq !== null && PROFILE.frequencies.includes(freq) ? freq : null, every: everyIn(one), monthDays: monthDaysIn(one.text('bymonthday') ?? ''),
      validFrom, validTo, opens: clockAt(one, 'opens_at'), closes: clockAt(one, 'closes_at'), description: one.text('description'),
    }
  })
}

/** `TH,FR`, `1MO`: the weekday alone is kept, since it is by that that people look. */
function daysIn(one: Cells): string[] {
  const words = (one.text('byday') ?? '').toUpperCase().split(/[\s,]+/).filter(Boolean).map((word) => word.replace(/^[+-]?\d+/, ''))
  if (words.some((word) => !(word in PROFILE.days))) one.wrong('byday', 'byday', 'A day here is none of MO, TU, WE, TH, FR, SA and SU. It was left out.')
  return Object.keys(PROFILE.days).filter((day) => words.includes(day))
}

function everyIn(one: Cells): number | null {
  const every = one.number('interval', 1, 1000, 'interval')
  return every === null || Number.isInteger(every) ? every : one.wrong('interval', 'interval', 'This is no whole number. It was left out.')
}

const monthDaysIn = (text: string) => [...new Set(text.split(/[\s,]+/).map(Number).filter((day) => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31))]

function clockAt(one: Cells, name: string): string | null {
  const text = one.text(name)
  if (text === null) return null
  const [, hours, minutes] = /^([01]?\d|2[0-4]):([0-5]\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? []
  return hours && minutes ? `${hours.padStart(2, '0')}:${minutes}` : one.wrong('time', name, 'This is no time of day as 10:00. It was left out.')
}

/** Where a service can be had, by its list of locations. */
export function placesOf(service: Cells): PlaceTold[] {
  return service.list('service_at_locations').flatMap((one) => placeAt(one) ?? [])
}

/** Of one service at one location: null where no location is told. */
export function placeAt(one: Cells): PlaceTold | null {
  const location = one.object('location')
  if (!location) return null
  const [address] = location.list('addresses').map(addressOf)
  return {
    locationId: location.uuid('id') ?? one.uuid('id') ?? location.text('name') ?? '', kind: location.text('location_type'), name: location.text('name'), address: address?.lines || null,
    postcode: address?.postcode ?? null, latitude: location.number('latitude', -90, 90, 'latitude'), longitude: location.number('longitude', -180, 180, 'longitude'),
    accessibility: location.list('accessibility').map((two) => [two.text('description'), two.text('details')].filter(Boolean).join(' ')).filter(Boolean).join('\n') || null,
  }
}

/** Whom a letter is for is left out: it is a person. */
function addressOf(one: Cells) {
  const written = one.text('postal_code')
  const postcode = written?.toUpperCase().replaceAll(/\s/g, '').replace(/(...)$/, ' $1') ?? null
  const isOne = postcode !== null && /^[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}$/.test(postcode)
  if (written !== null && !isOne) one.query('postcode', 'postal_code', 'This is no postcode of the United Kingdom. It was kept as part of the address.')
  const lines = ['address_1', 'address_2', 'city', 'region', 'state_province'].map((name) => one.text(name))
  return { lines: [...new Set([...lines, isOne ? null : written])].filter(Boolean).join(', '), postcode: isOne ? postcode : null }
}

/** What else is said of it in words. Of contacts the name is left out: Belong keeps no person of other organisations. */
export function wordsOf(service: Cells): WordTold[] {
  const words: WordTold[] = []
  const add = (kind: WordTold['kind'], body: string | null, termId: string | null = null) => {
    if (body !== null && body !== '' && !words.some((one) => one.kind === kind && one.body === body)) words.push({ kind, body, termId })
  }
  for (const one of service.list('attributes')) {
    const term = one.object('taxonomy_term')
    if (term) add('term', term.text('name') ?? term.text('term') ?? term.text('id'), term.uuid('id'))
  }
  for (const one of service.list('languages')) add('language', one.text('name') ?? one.text('language') ?? one.text('code'))
  for (const one of service.list('service_areas')) add('area', one.text('name') ?? one.text('service_area'))
  for (const one of service.list('cost_options')) add('cost', costOf(one))
  for (const one of service.list('funding')) add('funding', one.text('source'))
  for (const one of service.list('contacts')) {
    if (one.text('name') !== null) one.leftOut('contact-name', 'name', 'A contact has the name of a person. It was left out: Belong keeps what they do and how to reach them, not who they are.')
    add('contact', [one.text('title'), one.text('department'), one.email('email'), ...phonesOf(one)].filter(Boolean).join(', '))
  }
  return words
}

function costOf(one: Cells): string {
  const amount = one.number('amount', 0, 10_000_000, 'amount')
  const price = amount === null ? null : `${one.text('currency') ?? '£'}${Number.isInteger(amount) ? amount : amount.toFixed(2)}`.replace(/^GBP/, '£')
  return [one.text('option'), [price, one.text('amount_description')].filter(Boolean).join(' ')].filter(Boolean).join(': ')
}

export const phonesOf = (one: Cells) => one.list('phones').flatMap((two) => two.text('number') ?? [])
