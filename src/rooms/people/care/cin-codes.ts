import { readFileSync } from 'node:fs'
import { installed } from '#platform'

interface CinCodes {
  needs: string[]
  needNotStated: string
  disabilities: string[]
  noDisability: string
  categories: string[]
  closures: string[]
  youngCarer: string[]
  factors: string[]
  sex: Record<string, string | null>
  ethnicities: string[]
}

/** The code books of the census, from `specs/cin.json`. */
export const CIN = JSON.parse(readFileSync(installed('specs', 'cin.json'), 'utf8')) as CinCodes
