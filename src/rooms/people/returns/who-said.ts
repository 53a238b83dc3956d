import type { Issues } from '#kernel'
import { isUln, readUpn } from '../identity/identifiers.ts'
import type { Who } from './said.ts'

/** What a record writes of who it is about; empty where it says nothing. */
export interface Written {
  row: number
  /** The id of the system the file comes from. */
  id: string
  upn: string
  uln?: string
  givenName?: string
  familyName?: string
  born: string | null
  sex: string | null
}

/** How a return calls its columns, for findings to name them. */
export interface WhoColumns {
  upn: string
  uln?: string
}

/**
 * Reads who the records of one return are about. An identifier that cannot be right, or that two records give for different children, is kept
 * apart with a finding, and the record stays: a child without a sure UPN is known by the id of the system alone.
 */
export class WhoReader {
  private readonly upns = new Map<string, string>()
  private readonly issues: Issues
  private readonly scheme: string
  private readonly columns: WhoColumns

  constructor(issues: Issues, scheme: string, columns: WhoColumns) {
    this.issues = issues
    this.scheme = scheme
    this.columns = columns
  }

  read(written: Written): Who {
    return {
      ...this.upn(written), uln: this.uln(written), localScheme: written.id === '' ? null : this.scheme, localId: written.id === '' ? null : written.id,
      givenName: written.givenName || null, familyName: written.familyName || null, knownAs: null, born: written.born, sex: written.sex,
    }
  }

  private upn({ row, id, upn: given }: Written): Pick<Who, 'upn' | 'upnState'> {
    const { upn, state, why } = readUpn(given)
    const at = { row, column: this.columns.upn, value: given }
    if (state === 'quarantined') {
      this.issues.error('upn', at, `The UPN cannot be right: ${why}. It was kept apart, and the child is known by ${known(id)}.`, 'Correct it where the file was made, and give the file again.')
    }
    if (upn === null || state === 'quarantined') return { upn, upnState: state }
    const whose = id === '' ? `row ${row}` : id
    const other = this.upns.get(upn)
    if (other !== undefined && other !== whose) {
      this.issues.error('upn-twice', at, `The same UPN stands for another child of this file, ${other}. It was kept apart here.`, 'Find out whose it is, and correct the other.')
      return { upn, upnState: 'quarantined' }
    }
    this.upns.set(upn, whose)
    return { upn, upnState: state }
  }

  private uln({ row, uln }: Written): string | null {
    if (!uln) return null
    if (isUln(uln)) return uln
    this.issues.error(
      'uln', { row, column: this.columns.uln ?? null, value: uln }, 'The ULN is not ten digits whose last agrees with the others. It was left out.',
      'Correct it where the file was made.',
    )
    return null
  }
}

const known = (id: string) => (id === '' ? 'name and birth alone' : 'the id of the file alone')
