import { sql } from 'kysely'
import { plainName } from '#kernel'
import { type Reader, rows } from '#platform'
import { NOT_NAMED } from '../returns/derive.ts'
import type { Who } from '../returns/said.ts'
import { birthLikeness, familyLikeness, givenLikeness } from './likeness.ts'

/** Which child a record is taken to be about, and by what; null where nobody we know fits. */
export interface Match {
  childId: string
  by: 'upn' | 'former-upn' | 'uln' | 'local-id' | 'names-and-birth'
}

/** A child an area knows, as far as records are compared with it. */
export interface KnownChild {
  childId: string
  givenName: string
  familyName: string
  knownAs: string | null
  born: string
  sex: string | null
  upns: string[]
  /** Left care by adoption: who they were before is never looked for. */
  isAdopted: boolean
}

/**
 * Finds the child a record is about among those an area knows. An identifier decides where it leads to one child whom the record does not
 * contradict: a UPN that is right by its check letter, a UPN one of the two had before, an id of the same system, a ULN; last the same names
 * and day of birth, where one child alone has them and no other UPN speaks against it. What is likely and not sure is nobody here: it becomes a
 * pair for a person to look at. Twins differ in their given name and are never taken for one another.
 */
export class Matcher {
  readonly children = new Map<string, KnownChild>()
  private readonly byIdentifier = new Map<string, string | string[]>()
  private readonly byNames = new Map<string, string | string[]>()
  private readonly buckets = new Map<string, string | string[]>()
  private isInBuckets = false

  static async load(db: Reader, areaId: number): Promise<Matcher> {
    const matcher = new Matcher()
    const [children, identifiers, adopted] = await Promise.all([
      rows(db, sql<Omit<KnownChild, 'upns' | 'isAdopted'>>`
        select child_id as "childId", given_name as "givenName", family_name as "familyName", known_as as "knownAs", born, sex from people.child where area_id = ${areaId}`),
      rows(db, sql<{ scheme: string; value: string; childId: string }>`select scheme, value, child_id as "childId" from people.identifier where area_id = ${areaId}`),
      rows(db, sql<{ childId: string }>`
        select child_id as "childId" from people.former_identity where area_id = ${areaId}
        union select child_id from people.statement where area_id = ${areaId} and topic = 'after-care' and value = 'A'`),
    ])
    const apart = new Set(adopted.map(({ childId }) => childId))
    for (const child of children) matcher.know({ ...child, ...namesOf(child), upns: [], isAdopted: apart.has(child.childId) })
    for (const one of identifiers) matcher.knowIdentifier(one.childId, one.scheme, one.value)
    return matcher
  }

  know(child: KnownChild) {
    this.children.set(child.childId, child)
    if (child.givenName && child.familyName) add(this.byNames, namesKey(child.givenName, child.familyName, child.born), child.childId)
    if (this.isInBuckets) this.sort(child)
  }

  knowIdentifier(childId: string, scheme: string, value: string) {
    add(this.byIdentifier, `${scheme} ${value}`, childId)
    const upns = this.children.get(childId)?.upns
    if (scheme === 'upn' && upns && !upns.includes(value)) upns.push(value)
  }

  /** `isAdopted`: the record says that the child left care by adoption, so that nothing of before is asked: neither a UPN nor a name. */
  find(who: Who, isAdopted = false): Match | null {
    const { upn, upnState, formerUpn = null, localScheme, localId, uln } = who
    const held = upn !== null && (upnState === 'held' || upnState === 'temporary') ? upn : null
    const twin = this.byExactNames(who).length > 0
    return this.by('upn', held === null ? [] : [`${upnState === 'held' ? 'upn' : 'temporary-upn'} ${held}`], who, twin)
      ?? (isAdopted ? null : this.by('former-upn', [...(formerUpn === null ? [] : [`upn ${formerUpn}`, `temporary-upn ${formerUpn}`, `former-upn ${formerUpn}`]), ...(held === null ? [] : [`former-upn ${held}`])], who, twin))
      ?? this.by('local-id', localScheme === null || localId === null ? [] : [`${localScheme} ${localId}`], who, twin, isAdopted)
      ?? this.by('uln', uln === null ? [] : [`uln ${uln}`], who, twin, isAdopted)
      ?? (isAdopted ? null : this.byNamesAlone(who))
  }

  /** A record that fits says that the child left care by adoption. */
  setApart(childId: string) {
    this.children.get(childId)!.isAdopted = true
  }

  /** Who was given an identifier of this record. */
  sharing(who: Who): string[] {
    return [...new Set(identifierKeys(who).flatMap((key) => held(this.byIdentifier, key)))]
  }

  /** Who shares an identifier with a record, or is so like it that a person should look. */
  near(who: Who): string[] {
    const named = who.givenName === null || who.familyName === null || who.born === null ? [] : bucketKeys({ givenName: who.givenName, familyName: who.familyName, born: who.born }).flatMap((key) => held(this.inBuckets(), key))
    return [...new Set([...this.sharing(who), ...named])]
  }

  private by(by: Match['by'], keys: string[], who: Who, isNamedElsewhere: boolean, noOtherUpn = false): Match | null {
    const ids = keys.flatMap((key) => held(this.byIdentifier, key))
    if (!ids.length) return null
    const found = [...new Set(ids)].map((id) => this.children.get(id)!).filter((known) => known && !contradicts(known, who, isNamedElsewhere) && !(noOtherUpn && hasOtherUpn(known, who)))
    const sure = found.length > 1 ? found.filter((known) => isNamedAs(known, who)) : found
    return sure.length === 1 ? { childId: sure[0]!.childId, by } : null
  }

  private byNamesAlone(who: Who): Match | null {
    const same = this.byExactNames(who)
    const [only] = same
    // A UPN that is another's, whom the record contradicts, says nothing of whose record it is.
    const isOthers = who.upnState === 'held' && held(this.byIdentifier, `upn ${who.upn}`).length > 0
    return only && same.length === 1 && !only.isAdopted && (isOthers || !hasOtherUpn(only, who)) ? { childId: only.childId, by: 'names-and-birth' } : null
  }

  private byExactNames({ givenName, familyName, born }: Who): KnownChild[] {
    if (givenName === null || familyName === null || born === null) return []
    return held(this.byNames, namesKey(givenName, familyName, born)).map((id) => this.children.get(id)!)
  }

  /** Looked into only where a record is of nobody known, so made at the first such one. */
  private inBuckets() {
    if (!this.isInBuckets) for (const child of this.children.values()) this.sort(child)
    this.isInBuckets = true
    return this.buckets
  }

  private sort(child: KnownChild) {
    if (child.givenName && child.familyName) for (const key of bucketKeys(child)) add(this.buckets, key, child.childId)
  }
}

/** A child without a name is found by identifiers alone: "Not given" is nobody's. */
const namesOf = ({ givenName, familyName }: Pick<KnownChild, 'givenName' | 'familyName'>) => ({ givenName: givenName === NOT_NAMED ? '' : givenName, familyName: familyName === NOT_NAMED ? '' : familyName })

/** Every identifier of a record by which a child may be known. */
function identifierKeys({ upn, upnState, formerUpn = null, uln, localScheme, localId }: Who): string[] {
  return [
    ...(upn !== null && upnState === 'held' ? [`upn ${upn}`, `former-upn ${upn}`] : []), ...(upn !== null && upnState === 'temporary' ? [`temporary-upn ${upn}`, `former-upn ${upn}`] : []),
    ...(formerUpn === null ? [] : [`upn ${formerUpn}`, `temporary-upn ${formerUpn}`, `former-upn ${formerUpn}`]), ...(uln === null ? [] : [`uln ${uln}`]), ...(localScheme === null || localId === null ? [] : [`${localScheme} ${localId}`]),
  ]
}

/**
 * The identifier belongs to somebody else: birth and both names are all other ones; or it is a twin's, whose given name is another while a child
 * of exactly the record's names and birth is known too.
 */
function contradicts(known: KnownChild, who: Who, isNamedElsewhere: boolean) {
  if (who.givenName === null || who.familyName === null || !known.givenName) return false
  const given = givenLikeness(known, { givenName: who.givenName, knownAs: who.knownAs })
  if (isNamedElsewhere && given === 'other') return true
  return who.born !== null && birthLikeness(who.born, known.born) !== 'same' && given === 'other' && familyLikeness(who.familyName, known.familyName) === 'other'
}

const hasOtherUpn = (known: KnownChild, who: Who) => who.upnState === 'held' && known.upns.length > 0 && !known.upns.includes(who.upn!)

const isNamedAs = (known: KnownChild, { givenName, familyName, born }: Who) =>
  givenName !== null && familyName !== null && (born === null || born === known.born) && plainName(givenName) === plainName(known.givenName) && familyLikeness(familyName, known.familyName) !== 'other'

const namesKey = (given: string, family: string, born: string) => `${plainName(family, given)} ${born}`

/** Children who could be one share at least one of these; each holds few, so that nobody is compared with everybody. */
function bucketKeys({ givenName, familyName, born }: Pick<KnownChild, 'givenName' | 'familyName' | 'born'>) {
  return [`given ${plainName(givenName)} ${born}`, `family ${plainName(familyName)} ${born}`, `names ${plainName(familyName, givenName)}`]
}

function held(map: Map<string, string | string[]>, key: string): string[] {
  const found = map.get(key)
  return found === undefined ? [] : typeof found === 'string' ? [found] : found
}

/** Most keys lead to one child: an array is made for the second. */
function add(map: Map<string, string | string[]>, key: string, childId: string) {
  const found = map.get(key)
  if (found === undefined) map.set(key, childId)
  else if (typeof found === 'string') { if (found !== childId) map.set(key, [found, childId]) }
  else if (!found.includes(childId)) found.push(childId)
}
