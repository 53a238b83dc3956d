import type { CheckOptions, Reader } from '#platform'
import { type PlaceFinder, placeFinder, settingDigits } from '#rooms/places'
import type { Grouped, GroupedRule } from '../returns/grouped.ts'
import { enterUnknown, type UnknownSettings } from '../returns/said.ts'
import { LAYOUT } from './layout.ts'
import type { Org } from './roster.ts'

/** Which place an org of a set is: by the URN or LAESTAB in its identifier, else one entered as it is called, to be matched by a person. */
export class OrgSettings {
  readonly unknown: UnknownSettings = new Map()
  private readonly known = new Map<string, number | null>()
  private readonly orgs: ReadonlyMap<string, Org>
  private readonly finder: PlaceFinder
  private readonly options: CheckOptions
  private readonly grouped: Grouped

  private constructor(orgs: ReadonlyMap<string, Org>, finder: PlaceFinder, options: CheckOptions, grouped: Grouped) {
    this.orgs = orgs
    this.finder = finder
    this.options = options
    this.grouped = grouped
  }

  static async load(db: Reader, orgs: ReadonlyMap<string, Org>, options: CheckOptions, grouped: Grouped) {
    return new OrgSettings(orgs, await placeFinder(db), options, grouped)
  }

  /** The place, or null (with a finding) where the set does not say what the org is, or it is not for the giver to speak for. */
  placeOf(org: string, row: number): number | null {
    let place = this.known.get(org)
    if (place === undefined) this.known.set(org, (place = this.find(this.schoolOver(org), row)))
    else if (place === null) this.grouped.note(this.orgs.has(org) ? NOT_YOURS : NO_ORG, row, org)
    return place
  }

  /** A department is part of a school; where the set does not hold that school, it stands for it. */
  private schoolOver(org: string): string {
    const way = new Set<string>()
    for (let at = org; this.orgs.has(at) && !way.has(at); at = this.orgs.get(at)!.parent) {
      if (LAYOUT.school.includes(this.orgs.get(at)!.type)) return at
      way.add(at)
    }
    return org
  }

  private find(id: string, row: number): number | null {
    const org = this.orgs.get(id)
    const { areaId, places } = this.options
    const written = org?.identifier || id
    const digits = settingDigits(written)
    const code = /^\d{5,7}$/.test(digits) ? digits : id
    const found = this.finder.bySetting(written) ?? this.finder.byCode('local', `${areaId}:${code}`)
    if (found !== undefined && (!places || places.has(found))) return found
    if (!org || places || found !== undefined) {
      this.grouped.note(org || found !== undefined ? NOT_YOURS : NO_ORG, row, id)
      return null
    }
    this.grouped.note(UNMATCHED, row, org.name || code)
    return enterUnknown(this.unknown, code, org.name || `Setting ${code}`)
  }
}

const UNMATCHED: GroupedRule = {
  rule: 'unmatched-setting', severity: 'query', column: 'orgs.csv identifier', message: (value) => `${value} has no URN or LAESTAB we hold. It is entered as it is called.`,
  fix: 'Match it with the setting it is, under Places; or put its URN in the identifier of the org.',
}
const NO_ORG: GroupedRule = {
  rule: 'no-org', severity: 'error', column: 'orgSourcedIds', message: (value, more) => `The org ${value} is not in the set${more}, so nobody can tell which setting it is.`, fix: 'Export the set with orgs.csv.',
}
const NOT_YOURS: GroupedRule = {
  rule: 'not-your-setting', severity: 'error', column: 'orgSourcedIds', message: (value, more) => `You do not give returns for the org ${value}${more}. Its rows were left out.`, fix: 'Export your own setting alone, or ask the data manager of the area.',
}
