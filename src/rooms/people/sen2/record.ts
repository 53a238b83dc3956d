/** A part of a record as it stands: where, and its fields by our names; a field that is empty or missing is left out. */
export interface Part {
  row: number
  cells: Readonly<Record<string, string>>
}

export interface Request extends Part {
  assessments: Part[]
  plan: Part | null
  details: Part[]
  active: Part | null
  placements: Part[]
  needs: Part[]
}

/** A person of the return with all that hangs on them, whichever way it was written. */
export interface Person extends Part {
  requests: Request[]
}

export const cell = (part: Part | null | undefined, field: string): string => part?.cells[field] ?? ''
