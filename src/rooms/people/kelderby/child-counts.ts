import { join } from 'node:path'
import type { Establishment } from './city.ts'
import { Lines } from './lines.ts'
import type { ToldChild } from './told-child.ts'

/** Writes what must come out of each child, by setting: the same sums as the counts of the city, child by child, in `children.csv`. */
export class ChildCounts {
  private readonly lines: Lines
  private upns: [own: string, temporary: string] = ['', '']

  constructor(folder: string) {
    this.lines = new Lines(join(folder, 'children.csv'))
    this.lines.row(['upn', 'temporary', 'what', 'period', 'laestab', 'tally'])
  }

  /** From now on what is counted is of this child. */
  write({ identity }: ToldChild) {
    this.upns = [identity.upn, identity.temporary?.upn ?? '']
  }

  counted(what: string, period: string, { laestab }: Establishment, tally: Readonly<Record<string, number>>) {
    const some = Object.entries(tally).filter(([, many]) => many !== 0)
    if (some.length) this.lines.row([...this.upns, what, period, laestab, JSON.stringify(Object.fromEntries(some))])
  }

  close() {
    this.lines.close()
  }
}
