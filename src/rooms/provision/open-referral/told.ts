/** A service as a file tells of it. */
export interface ServiceTold {
  /** Which of the services of the file, from 1. */
  row: number
  id: string
  organizationId: string | null
  organization: string | null
  name: string
  status: string | null
  description: string | null
  url: string | null
  email: string | null
  phone: string | null
  fees: string | null
  accreditations: string | null
  alert: string | null
  minimumAge: number | null
  maximumAge: number | null
  assuredOn: string | null
  /** ISO, with its time. */
  lastModified: string | null
  /** The parts of which the file tells all there are. */
  says: string[]
  times: TimeTold[]
  places: PlaceTold[]
  words: WordTold[]
}

export interface TimeTold {
  /** MO to SU. */
  days: string[]
  freq: string | null
  every: number | null
  monthDays: number[]
  validFrom: string | null
  validTo: string | null
  /** 10:00. */
  opens: string | null
  closes: string | null
  description: string | null
}

export interface PlaceTold {
  locationId: string
  kind: string | null
  name: string | null
  address: string | null
  postcode: string | null
  latitude: number | null
  longitude: number | null
  accessibility: string | null
}

export interface WordTold {
  kind: 'term' | 'language' | 'area' | 'cost' | 'funding' | 'contact'
  body: string
  termId: string | null
}

/** A taxonomy, or a term of one. */
export interface TermTold {
  row: number
  id: string
  name: string
  description: string | null
  parentId: string | null
  taxonomy: string | null
}
