import { plainName } from '#kernel'
import type { MapField, MapOptions, Reader } from '#platform'
import { directory, type PlaceFinder, placeFinder, settingDigits } from '#rooms/places'
import { enterUnknown, type UnknownSettings } from '../returns/said.ts'

/** The column that says at which school or setting a row is. */
export const SETTING_FIELD: MapField = {
  name: 'setting', label: 'School or setting', kind: 'setting', hint: 'Its LAESTAB, URN or name.',
  spellings: ['school', 'setting', 'laestab', 'la estab', 'lea estab', 'dfe number', 'dfe no', 'dfes', 'dfes number', 'urn', 'school urn', 'school name', 'name of school', 'establishment',
    'establishment name', 'current school', 'provider', 'base', 'school code', 'school laestab', 'setting name'],
}

/** Which place a mapped file means by a code or a name. One no register knows gets a number below zero, to be entered as it is called. */
export class MappedSettings {
  readonly unknown = new Map() as UnknownSettings
  private readonly known = new Map<string, number | null>()
  private readonly finder: PlaceFinder
  private readonly byName: ReadonlyMap<string, number>
  private readonly options: MapOptions
  /** The authority the area is for, where whoever gives the file speaks for all of it; else their one setting; null where they have several. */
  readonly whole: number | null

  private constructor(finder: PlaceFinder, byName: ReadonlyMap<string, number>, whole: number | null, options: MapOptions) {
    this.finder = finder
    this.byName = byName
    this.whole = whole
    this.options = options
  }

  static async load(db: Reader, options: MapOptions): Promise<MappedSettings> {
    const places = await directory(db)
    const home = places.homeOf(options.areaId)
    const byName = new Map<string, number>()
    const twice = new Set<string>()
    for (const place of places.all()) {
      if (place.level !== 'school' || place.ends !== null || places.areaOf(place.placeId) !== options.areaId) continue
      const key = plainName(place.name)
      if (byName.has(key)) twice.add(key)
      byName.set(key, place.placeId)
    }
    for (const key of twice) byName.delete(key)
    const own = options.places ? [...options.places] : []
    const whole = !options.places || (home !== undefined && options.places.has(home)) ? (home ?? null) : own.length === 1 ? own[0]! : null
    return new MappedSettings(await placeFinder(db), byName, whole, options)
  }

  /** The place a row means; the one setting of who gives it where the file has no such column. Null, with a finding, where it cannot be told or is not theirs. */
  placeOf(row: number, written: string | undefined): number | null {
    const { issues, columnOf, places } = this.options
    const at = { row, column: columnOf('setting'), value: written ?? null }
    if (!written) {
      if (places && this.whole !== null && columnOf('setting') === null) return this.whole
      issues.error('no-setting', at, 'The row does not say at which school or setting it is.', 'Fill in its LAESTAB, URN or name.')
      return null
    }
    const found = this.known.get(written) ?? this.find(written)
    this.known.set(written, found)
    if (found === null) issues.error('not-your-setting', at, `You do not give returns for ${written}.`, 'Give the rows of your own setting alone, or ask the data manager of the area.')
    return found
  }

  private find(written: string): number | null {
    const { places, areaId } = this.options
    const found = this.finder.bySetting(written) ?? this.finder.byCode('local', `${areaId}:${written}`) ?? this.byName.get(plainName(written))
    if (found !== undefined) return !places || places.has(found) ? found : null
    if (places) return null
    return enterUnknown(this.unknown, written.slice(0, 100), /^\d+$/.test(settingDigits(written)) ? `Setting ${written}` : written.slice(0, 200))
  }
}
