import { DataTable, Verdict } from '#design'
import { dayInWords } from '#kernel'
import { count } from '../words.ts'
import { countStands, type ExpectedStanding, type StandCounts } from './standing.ts'

/** What is missing stands first, so that it is in sight on a telephone too; a column that says nothing is left out. */
export function Periods({ some, label }: { some: ExpectedStanding[]; label: string }) {
  const stood = some.map((one) => ({ one, counts: countStands(one.stands) }))
  const signs = some.some(({ asksSignOff }) => asksSignOff)
  const told = COUNTED.filter(({ of }) => stood.some(({ counts }) => of(counts)))
  return (
    <DataTable caption={label} hidesCaption
      columns={['Period', ...numbered('Missing', 'In', 'Expected'), 'Due', ...numbered(...told.map((one) => one.label), ...(signs ? ['Signed off'] : []))]}
      rows={stood.map(({ one, counts }) => {
        const { expected, received, late, missing, signed } = counts
        return [
          one.label, missing ? <Verdict kind="worse">{count(missing)}</Verdict> : '0', count(received + late), count(expected), dayInWords(one.dueOn),
          ...told.map(({ of }) => count(of(counts))), ...(signs ? [one.asksSignOff ? `${count(signed)} of ${count(received + late)}` : '–'] : []),
        ]
      })} />
  )
}

const numbered = (...names: string[]) => names.map((label) => ({ label, isNumber: true }))

/** A number of each period, in a column of its own where any period has one. */
const COUNTED: { label: string; of: (counts: StandCounts) => number }[] = [
  { label: 'Late', of: ({ late }) => late }, { label: 'Nil', of: ({ nil }) => nil }, { label: 'Not due', of: ({ awaited }) => awaited },
]
