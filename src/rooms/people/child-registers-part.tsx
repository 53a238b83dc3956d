import { DataTable, Details } from '#design'
import { dayInWords } from '#kernel'
import { absenceOf, codeOfMark } from './attendance/marks.ts'
import { mondayOf } from './attendance/school-week.ts'
import type { ChildRegister } from './child-registers.ts'

/** The registers of a child, each folded away under what it comes to; inside, week by week, the latest first. */
export function RegistersPart({ registers }: { registers: readonly ChildRegister[] }) {
  const some = registers.filter(({ marks }) => marks.trim() !== '')
  if (!some.length) return null
  return <>{some.map((one) => <Details summary={summaryOf(one)}><Weeks one={one} /></Details>)}</>
}

function summaryOf({ place, year, marks }: ChildRegister) {
  const { possible, authorised, unauthorised, isPersistent } = absenceOf(marks)
  const missed = authorised + unauthorised
  const came = possible ? `${missed} of ${possible} sessions missed (${authorised} with leave, ${unauthorised} without)${isPersistent ? ', a tenth or more' : ''}` : 'no session was possible'
  return <>Register {year}/{String(year + 1).slice(2)}, <bdi>{place}</bdi>: {came}</>
}

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']

function Weeks({ one: { place, year, marks } }: { one: ChildRegister }) {
  const weeks = Array.from({ length: Math.ceil(marks.length / 10) }, (_, week) => ({ week, marks: marks.slice(week * 10, week * 10 + 10) })).filter((week) => week.marks.trim() !== '').reverse()
  const used = [...new Set(marks.replaceAll(' ', ''))].flatMap((mark) => codeOfMark(mark) ?? []).sort((a, b) => a.code.localeCompare(b.code))
  return (
    <>
      <DataTable caption={`Marks of ${place}, ${year}/${String(year + 1).slice(2)}: morning and afternoon, the latest week first`} hidesCaption columns={['Week of', ...DAYS]}
        rows={weeks.map((week) => [dayInWords(mondayOf(year, week.week)), ...DAYS.map((_, day) => pairOf(week.marks.slice(day * 2, day * 2 + 2)))])} />
      <p class="small quiet">{used.map(({ code, label }) => `${code} ${label.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}`).join('; ')}. A dash: no mark.</p>
    </>
  )
}

const pairOf = (marks: string) => `${codeIn(marks[0])} ${codeIn(marks[1])}`
const codeIn = (mark: string | undefined) => (mark === undefined || mark === ' ' ? '–' : (codeOfMark(mark)?.code ?? '?'))
