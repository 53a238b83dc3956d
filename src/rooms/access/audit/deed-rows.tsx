import { Rows } from '#design'
import type { Deed } from '#platform'
import { changesInWords, DOORS, moment, subjectInWords } from './deed-words.ts'

export interface DeedRowsProps {
  lines: Deed[]
  names: Map<string, string>
  summaries: Map<string, string>
  areaName: string
  /** Whether names lead to what else that person did. */
  linksPeople?: boolean
  /** On the page of one child every line is about it. */
  hidesChild?: boolean
}

/** Lines of the audit: what, and what became of what; who, in which role; when and how. */
export function DeedRows({ lines, ...rest }: DeedRowsProps) {
  return <Rows kind="acts" items={lines.map((line) => <Line line={line} {...rest} />)} />
}

function Line({ line, names, summaries, areaName, linksPeople, hidesChild }: Omit<DeedRowsProps, 'lines'> & { line: Deed }) {
  const { at, person, actingAs, action, subject, door, areaId, childId, isLook, reason } = line
  const name = names.get(person) ?? person
  return (
    <>
      <div>
        <p>{isLook ? <><span class="quiet">Looked:</span> </> : null}<b>{summaries.get(action) ?? action}</b></p>
        {subject ? <p class="small"><a href={subject}>{subjectInWords(subject)}</a></p> : null}
        {childId && !hidesChild ? <p class="small"><a href={`/children/${childId}/looks`}>All looks at this record</a></p> : null}
        {changesInWords(line).map((words) => <p class="small" dir="auto">{words}</p>)}
        {reason ? <p class="small" dir="auto"><span class="quiet">Why:</span> {reason}</p> : null}
      </div>
      <div>
        <p>{linksPeople && person !== 'operator' ? <a href={`/people/${encodeURIComponent(person)}/deeds`}><bdi>{name}</bdi></a> : <bdi>{name}</bdi>}</p>
        {actingAs ? <p class="small quiet">{actingAs}</p> : null}
      </div>
      <div class="small"><time datetime={at.toISOString()}>{moment(at)}</time><br /><span class="quiet">{DOORS[door] ?? door}{areaId === 0 ? ', for all areas' : `, ${areaName}`}</span></div>
    </>
  )
}
