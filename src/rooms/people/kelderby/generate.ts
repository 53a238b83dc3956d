import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { AttainmentFiles } from './attainment-files.ts'
import { AttendanceFiles } from './attendance-files.ts'
import { isoOf } from './calendar.ts'
import { CareFiles } from './care-files.ts'
import { CensusFiles } from './census-files.ts'
import { ChildCounts } from './child-counts.ts'
import { cityOf } from './city.ts'
import { Counts } from './counts.ts'
import { familiesOf, type Told } from './families.ts'
import { writePlaces } from './place-files.ts'
import { PlacementFiles } from './placement-files.ts'
import { PostcodeFile } from './postcode-file.ts'
import { Sen2Files } from './sen2-files.ts'
import { SuspensionFiles } from './suspension-files.ts'
import { Teller, type ToldChild } from './told-child.ts'

export interface Written {
  children: number
  counts: Counts
}

export interface Besides {
  /** A row for each mark of a register, too. */
  withMarks?: boolean
  /** Each census as XML, too, school by school. */
  withXml?: boolean
  /** What must come out child by child, too. */
  withChildren?: boolean
  /** Told now and then how many children are written. */
  progress?: (children: number) => Promise<void> | void
}

/** One kind of file, written child by child. */
interface Writes {
  write: (one: ToldChild) => void
  close: () => void
}

/** Writes a city's files into a folder. The same options give the same bytes, on any machine. */
export async function writeKelderby(folder: string, told: Told, { withMarks = false, withXml = false, withChildren = false, progress }: Besides = {}): Promise<Written> {
  mkdirSync(folder, { recursive: true })
  const city = cityOf(told.pupils, told.lastYear)
  const each = withChildren ? new ChildCounts(folder) : null
  const counts = new Counts(each?.counted.bind(each))
  const census = new CensusFiles(folder, city, told, counts, withXml)
  const writers: Writes[] = [
    ...(each ? [each] : []), census, new AttendanceFiles(folder, told, counts, withMarks), new PostcodeFile(folder),
    ...[SuspensionFiles, AttainmentFiles, CareFiles, Sen2Files, PlacementFiles].map((Files) => new Files(folder, told, counts)),
  ]
  const teller = new Teller(city, told)
  let children = 0
  for (const family of familiesOf(city, told)) {
    for (const child of family.children) {
      const one = teller.tell(child)
      if (!one) continue
      for (const writer of writers) writer.write(one)
      children += 1
      if (children % 1000 === 0) await progress?.(children)
    }
  }
  for (const writer of writers) writer.close()
  writePlaces(folder, city, told, counts, census.last)
  writeFileSync(join(folder, 'counts.json'), `${JSON.stringify(counts.asDocument({ ...told, until: isoOf(told.until), children }), null, 1)}\n`)
  return { children, counts }
}
