import type { Who } from '../returns/said.ts'
import { BLANK } from './marks.ts'
import { MOST_SESSIONS } from './school-week.ts'

/** A child's marks at a setting, as they are gathered from a file: a byte a session, so that fifty million of them fit in memory. */
export interface Gathered {
  placeId: number
  key: string
  who: Who
  /** Of the file, the first that names the child. */
  row: number
  years: Map<number, Uint8Array>
}

/** The registers of a file, by setting and child. */
export class Registers {
  readonly bySetting = new Map<number, Map<string, Gathered>>()
  private slab = new Uint8Array(0)
  private used = 0

  /** The child already met at a setting under the words of a row. */
  find(placeId: number, key: string) {
    return this.bySetting.get(placeId)?.get(key)
  }

  add(placeId: number, key: string, who: Who, row: number): Gathered {
    const made: Gathered = { placeId, key, who, row, years: new Map() }
    const there = this.bySetting.get(placeId)
    if (there) there.set(key, made)
    else this.bySetting.set(placeId, new Map([[key, made]]))
    return made
  }

  /** The register of a child in a year, made blank where there is none. */
  marksOf(child: Gathered, year: number): Uint8Array {
    let marks = child.years.get(year)
    if (!marks) child.years.set(year, (marks = this.blank()))
    return marks
  }

  /** Registers lie in slabs of some thousand: each in an array of its own would weigh as much again. */
  private blank() {
    if (this.used + MOST_SESSIONS > this.slab.length) {
      this.slab = new Uint8Array(MOST_SESSIONS * 2000).fill(BLANK)
      this.used = 0
    }
    return this.slab.subarray(this.used, (this.used += MOST_SESSIONS))
  }
}
