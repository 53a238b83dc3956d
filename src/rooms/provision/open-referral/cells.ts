import type { Issues } from '#kernel'

export type Json = Record<string, unknown>

export const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const MOST_TEXT = 10_000

/** A finding that many values share is told once for each place in the profile, with where it is first and how often. */
export class Findings {
  private readonly groups = new Map<string, { severity: 'error' | 'query'; rule: string; row: number; path: string; value: string | null; message: string; fix: string; times: number }>()

  note(severity: 'error' | 'query', rule: string, at: { row: number; path: string; value?: unknown }, message: string, fix: string) {
    const key = `${rule} ${at.path.replaceAll(/\[\d+\]/g, '[]')}`
    const held = this.groups.get(key)
    if (held) held.times += 1
    else this.groups.set(key, { severity, rule, row: at.row, path: at.path, value: at.value === undefined ? null : String(typeof at.value === 'object' ? JSON.stringify(at.value) : at.value), message, fix, times: 1 })
  }

  tell(issues: Issues) {
    for (const { severity, rule, row, path, value, message, fix, times } of this.groups.values()) {
      issues.add({ rule, severity, row, column: path, value, message: times > 1 ? `${message} It is so in ${times.toLocaleString('en-GB')} places, of which this is the first.` : message, fix })
    }
  }
}

/** Reads the values of one object of a file; what is not as the profile has it is told with its path and left out. */
export class Cells {
  readonly row: number
  readonly path: string
  readonly json: Json
  readonly findings: Findings

  constructor(json: Json, path: string, row: number, findings: Findings) {
    this.json = json
    this.path = path
    this.row = row
    this.findings = findings
  }

  /** Words without markup and blanks around them. */
  text(name: string): string | null {
    const value = this.json[name]
    if (value === undefined || value === null || value === '') return null
    if (typeof value !== 'string') return this.wrong('not-text', name, 'This should be text. It was left out.')
    const plain = value.replaceAll(/<[^<>]*>/g, ' ').replaceAll(/[^\P{Cc}\n]|\p{Cs}/gu, ' ').trim()
    if (plain.length <= MOST_TEXT) return plain || null
    this.query('long-text', name, `The text is longer than ${MOST_TEXT.toLocaleString('en-GB')} characters. The rest was left out.`)
    return plain.slice(0, MOST_TEXT)
  }

  uuid(name: string): string | null {
    const value = this.json[name]
    return typeof value === 'string' && UUID.test(value.trim()) ? value.trim().toLowerCase() : null
  }

  number(name: string, from: number, to: number, what: string): number | null {
    const value = this.json[name]
    if (value === undefined || value === null || value === '') return null
    const number = typeof value === 'string' ? Number(value) : value
    if (typeof number === 'number' && number >= from && number <= to) return number
    return this.wrong(what, name, `This can be no ${what}: it lies between ${from} and ${to}. It was left out.`)
  }

  day(name: string): string | null {
    return this.moment(name)?.slice(0, 10) ?? null
  }

  /** A day, or a day with its time, as ISO. */
  moment(name: string): string | null {
    const value = this.text(name)
    if (value === null) return null
    const [day] = /^(19|20|21)\d\d-\d\d-\d\d(?=$|T)/.exec(value) ?? []
    const at = day ? Date.parse(value.length === 10 ? `${value}T00:00:00Z` : /(Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`) : Number.NaN
    if (Number.isNaN(at) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) return this.wrong('date', name, 'This is no date as 2026-11-30 or 2026-11-30T10:30:00Z. It was left out.')
    return value.length === 10 ? value : new Date(at).toISOString()
  }

  /** Only what a browser may be sent to. */
  link(name: string): string | null {
    const value = this.text(name)
    if (value === null) return null
    return URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) ? value : this.wrong('url', name, 'This is no address on the web. It was left out.')
  }

  email(name: string): string | null {
    const value = this.text(name)
    return value === null || /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(value) ? value : this.wrong('email', name, 'This is no e-mail address. It was left out.')
  }

  object(name: string): Cells | null {
    const value = this.json[name]
    if (value === undefined || value === null) return null
    return isObject(value) ? this.at(value, `${this.path}.${name}`) : this.wrong('not-an-object', name, 'This should be an object. It was left out.')
  }

  /** The objects of a list, each of which the profile wants to have an id. */
  list(name: string): Cells[] {
    const value = this.json[name]
    if (value === undefined || value === null) return []
    if (!Array.isArray(value)) return this.wrong('not-a-list', name, 'This should be a list. It was left out.') ?? []
    return value.flatMap((one, at) => {
      const cells = isObject(one) ? this.at(one, `${this.path}.${name}[${at}]`) : null
      if (!cells) this.wrong('not-an-object', `${name}[${at}]`, 'This should be an object. It was left out.')
      else if (cells.uuid('id') === null) cells.query('nested-id', 'id', 'The profile wants an id here, a UUID. What stands beside it was read without one.')
      return cells ?? []
    })
  }

  wrong(rule: string, name: string, message: string): null {
    this.findings.note('error', rule, { row: this.row, path: this.pathOf(name), value: this.json[name] }, message, 'Correct it where the service is kept.')
    return null
  }

  query(rule: string, name: string, message: string) {
    this.findings.note('query', rule, { row: this.row, path: this.pathOf(name), value: this.json[name] }, message, 'Look whether it should be so where the service is kept.')
  }

  /** Told without the value, which Belong does not keep; there is nothing to mend. */
  leftOut(rule: string, name: string, message: string) {
    this.findings.note('query', rule, { row: this.row, path: this.pathOf(name) }, message, 'Nothing to do.')
  }

  private pathOf = (name: string) => (this.path === '' ? name : `${this.path}.${name}`).replace(/^\./, '')
  private at = (json: Json, path: string) => new Cells(json, path.replace(/^\./, ''), this.row, this.findings)
}
