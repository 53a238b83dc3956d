import { sql } from 'kysely'
import { plainName } from '#kernel'
import { type Reader, rows } from '#platform'
import type { Who } from '../returns/said.ts'

/** Which child a record is taken to be about, and by what; null where nobody we know fits. */
export interface Match {
  childId: string
  by: 'upn' | 'uln' | 'local-id' | 'names-and-birth'
}

/** A child an area knows, as far as records are compared with it. */
export interface KnownChild {
  childId: string
  givenName: string
  familyName: string
  born: string
  upns: string[]
}

/**
 * Finds the child a record is about among those an area knows. A UPN that is right by its check letter decides, unless the day of birth and
 * both names speak against it; then an id of the same system, a ULN; last the same names and day of birth, where one child alone has them and no
 * other UPN speaks against it. Twins differ in their given name and are never taken for one another. Who a child was before adoption is not asked.
 */
export class Matcher {
  private readonly children = new Map<string, KnownChild>()
  private readonly byIdentifier = new Map<string, string[]>()
  private readonly byNames = new Map<string, string[]>()

  static async load(db: Reader, areaId: number): Promise<Matcher> {
    const matcher = new Matcher()
    const children = await rows(db, sql<Omit<KnownChild, 'upns'>>`
      select child_id as "childId", given_name as "givenName", family_name as "familyName", born from people.child where area_id = ${areaId}`)
    for (const child of children) matcher.know({ ...child, upns: [] })
    const identifiers = await rows(db, sql<{ scheme: string; value: string; childId: string }>`
      select scheme, value, child_id as "childId" from people.identifier where area_id = ${areaId}`)
    for (const one of identifiers) matcher.knowIdentifier(one.childId, one.scheme, one.value)
    return matcher
  }

  know(child: KnownChild) {
    this.children.set(child.childId, child)
    add(this.byNames, namesKey(child.givenName, child.familyName, child.born), child.childId)
  }

  knowIdentifier(childId: string, scheme: string, value: string) {
    add(this.byIdentifier, `${scheme} ${value}`, childId)
    if (scheme === 'upn') this.children.get(childId)?.upns.push(value)
  }

  find(who: Who): Match | null {
    if (who.upn !== null && (who.upnState === 'held' || who.upnState === 'temporary')) {
      const known = this.only(`${who.upnState === 'held' ? 'upn' : 'temporary-upn'} ${who.upn}`)
      if (known && !contradicts(known, who)) return { childId: known.childId, by: 'upn' }
    }
    if (who.localScheme !== null && who.localId !== null) {
      const known = this.only(`${who.localScheme} ${who.localId}`)
      if (known && !contradicts(known, who)) return { childId: known.childId, by: 'local-id' }
    }
    if (who.uln !== null) {
      const known = this.only(`uln ${who.uln}`)
      if (known && !contradicts(known, who)) return { childId: known.childId, by: 'uln' }
    }
    if (who.givenName === null || who.familyName === null || who.born === null) return null
    const same = (this.byNames.get(namesKey(who.givenName, who.familyName, who.born)) ?? []).map((id) => this.children.get(id)!)
    const fits = same.filter((known) => who.upnState !== 'held' || !known.upns.length || known.upns.includes(who.upn!))
    return fits.length === 1 && same.length === 1 ? { childId: fits[0]!.childId, by: 'names-and-birth' } : null
  }

  private only(key: string): KnownChild | null {
    const found = this.byIdentifier.get(key) ?? []
    return found.length === 1 ? (this.children.get(found[0]!) ?? null) : null
  }
}

/** A day of birth and both names that are all other ones: the identifier belongs to somebody else. */
function contradicts(known: KnownChild, who: Who) {
  if (who.born === null || who.born === known.born) return false
  return who.familyName !== null && who.givenName !== null && plainName(who.familyName) !== plainName(known.familyName) && plainName(who.givenName) !== plainName(known.givenName)
}

const namesKey = (given: string, family: string, born: string) => `${plainName(family, given)} ${born}`

function add(map: Map<string, string[]>, key: string, childId: string) {
  const held = map.get(key)
  if (!held) map.set(key, [childId])
  else if (!held.includes(childId)) held.push(childId)
}
