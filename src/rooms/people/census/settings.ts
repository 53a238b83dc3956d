import type { PlaceFinder } from '#rooms/places'
import { enterUnknown, type UnknownSettings } from '../returns/said.ts'
import type { Findings, FoundAt } from './findings.ts'

/** What a file says of a school: its authority and number, its URN, or only how the file calls it. */
export interface NamedSetting {
  lea?: string | undefined
  estab?: string | undefined
  urn?: string | undefined
  native?: string | undefined
  name?: string | undefined
}

/** Finds the schools a return names; one that no register knows gets a number below zero, under which it goes in to be matched. */
export class Settings {
  readonly unknown = new Map() as UnknownSettings
  private readonly found = new Map<string, number>()
  private readonly finder: PlaceFinder
  private readonly areaId: number
  private readonly mine: ReadonlySet<number> | undefined
  private readonly on: string | undefined

  constructor(finder: PlaceFinder, { areaId, places, on }: { areaId: number; places?: ReadonlySet<number> | undefined; on?: string | undefined }) {
    this.finder = finder
    this.areaId = areaId
    this.mine = places
    this.on = on
  }

  /** The school's place; null where the file does not say which it is. */
  place(setting: NamedSetting): number | null {
    const code = codeOf(setting)
    if (code === null) return null
    const known = this.found.get(code)
    if (known !== undefined) return known
    const place = this.registered(setting, code) ?? enterUnknown(this.unknown, code, (setting.name ?? code).slice(0, 200) || code)
    this.found.set(code, place)
    return place
  }

  /** Whether whoever gives the return may speak for a place. */
  isMine(placeId: number) {
    return this.mine === undefined || this.mine.has(placeId)
  }

  /** Says once of each school that no register knows it. */
  tellUnknown(placeId: number, findings: Findings, at: FoundAt) {
    findings.findOnce(`setting ${placeId}`, 'setting-unmatched', { ...at, value: this.unknown.get(placeId)!.code })
  }

  private registered({ lea, estab, urn }: NamedSetting, code: string): number | undefined {
    if (lea && estab) {
      const byNumber = this.finder.byCode('laestab', `${lea}${estab}`, this.on)
      if (byNumber !== undefined) return byNumber
    }
    return (urn ? this.finder.byCode('urn', urn) : undefined) ?? this.finder.bySetting(code, this.on) ?? this.finder.byCode('local', `${this.areaId}:${code}`)
  }
}

function codeOf({ lea, estab, urn, native }: NamedSetting): string | null {
  const code = lea && estab ? `${lea}${estab}` : urn || native?.replace(/^(\d{3})[/ -](\d{4})$/, '$1$2') || ''
  return code === '' ? null : code.slice(0, 60)
}
